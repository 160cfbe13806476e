<?xml version="1.0" encoding="UTF-8"?>
<!-- Prose: divisions, paragraphs, lists, tables, quotations, examples, and what an ODD specifies between them. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="urn:tei:guide"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- What is not known here is taken for its words. -->
  <xsl:mode name="g:prose" on-no-match="shallow-skip"/>

  <xsl:template match="text()" mode="g:prose" as="text()?">
    <xsl:value-of select="."/>
  </xsl:template>

  <!-- White space between blocks says nothing. -->
  <xsl:template match="(front | body | back | div | div1 | div2 | div3 | div4 | div5 | group | list | table | row | figure | listBibl | specList | specGrp | schemaSpec)/text()[normalize-space(.) = '']"
    mode="g:prose" as="empty-sequence()"/>

  <!-- Whether something stands on lines of its own, or holds what does. -->
  <xsl:function name="g:is-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/descendant-or-self::*[g:is-block-itself(.)])"/>
  </xsl:function>

  <xsl:function name="g:is-block-itself" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="exists($node[self::p or self::ab or self::div or self::list or self::table or self::eg
      or self::figure or self::lg or self::cit or self::listBibl or self::specList or self::specGrp or self::schemaSpec
      or self::specGrpRef or self::head or self::bibl[parent::listBibl] or self::sp or self::trailer
      or self::quote[p or list or lg] or self::eg:egXML or self::g:spec or self::elementSpec])"/>
  </xsl:function>

  <!-- An element of HTML for what is written in a line; a div where a span could not hold what is in it. -->
  <xsl:template name="g:phrase" as="element()">
    <xsl:param name="element" as="xs:string"/>
    <xsl:param name="class" as="xs:string?" select="()"/>
    <xsl:variable name="block" as="xs:boolean" select="g:is-block(.)"/>
    <xsl:element name="{if ($block) then 'div' else $element}">
      <xsl:if test="$class or $block">
        <xsl:attribute name="class" select="($class, $element[$block])[1]"/>
      </xsl:if>
      <xsl:sequence select="g:language-attribute(., g:language(..))[exists(current()/@xml:lang)]"/>
      <xsl:apply-templates mode="g:prose"/>
    </xsl:element>
  </xsl:template>

  <!-- Divisions =========================================================================================================== -->

  <xsl:template match="front | body | back | group" mode="g:prose" as="node()*">
    <xsl:apply-templates mode="g:prose"/>
  </xsl:template>

  <xsl:template match="text" mode="g:prose" as="node()*">
    <xsl:apply-templates mode="g:prose"/>
  </xsl:template>

  <xsl:template match="divGen | titlePage" mode="g:prose" as="empty-sequence()"/>

  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="g:prose" as="element()">
    <xsl:variable name="identifier" as="xs:string" select="g:division-id(.)"/>
    <!-- Without a heading it is no section to HTML. -->
    <xsl:element name="{if (head) then 'section' else 'div'}">
      <xsl:attribute name="id" select="$identifier"/>
      <xsl:sequence select="g:language-attribute(., g:language(..))[exists(current()/@xml:lang)]"/>
      <xsl:apply-templates mode="g:prose"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="g:is-division" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node[self::div or self::div1 or self::div2 or self::div3 or self::div4 or self::div5 or self::div6 or self::div7])"/>
  </xsl:function>

  <xsl:function name="g:division-id" as="xs:string">
    <xsl:param name="division" as="element()"/>
    <xsl:sequence select="
      if ($division/@xml:id[matches(., '^\S+$')]) then string($division/@xml:id)
      else 'guide-section-' || string-join($division/ancestor-or-self::*[g:is-division(.)] ! string(1 + count(preceding-sibling::*[g:is-division(.)])
        + (if (parent::body) then count(../preceding-sibling::front/*[g:is-division(.)]) else if (parent::back) then count(../preceding-sibling::*/*[g:is-division(.)]) else 0)), '.')"/>
  </xsl:function>

  <xsl:template match="head" mode="g:prose" as="element()">
    <xsl:variable name="depth" as="xs:integer" select="count(ancestor::*[g:is-division(.)])"/>
    <xsl:variable name="is-heading" as="xs:boolean" select="g:is-division(..) and not(preceding-sibling::head)"/>
    <xsl:element name="{if ($is-heading) then 'h' || min(($depth + 1, 6)) else 'p'}">
      <xsl:if test="not($is-heading)">
        <xsl:attribute name="class" select="if (g:is-division(..)) then 'subhead' else 'caption'"/>
      </xsl:if>
      <xsl:apply-templates mode="g:prose"/>
      <xsl:if test="$is-heading">
        <xsl:text> </xsl:text>
        <a class="self" href="#{g:division-id(..)}" aria-label="Link to this section">#</a>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- Blocks ================================================================================================================ -->

  <xsl:template match="p | ab" mode="g:prose" as="element()">
    <xsl:element name="{if (exists(*[g:is-block(.)])) then 'div' else 'p'}">
      <xsl:if test="exists(*[g:is-block(.)])">
        <xsl:attribute name="class" select="'p'"/>
      </xsl:if>
      <xsl:sequence select="g:id-attribute(.), g:language-attribute(., g:language(..))[exists(current()/@xml:lang)]"/>
      <xsl:apply-templates mode="g:prose"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="list" mode="g:prose" as="node()*">
    <xsl:apply-templates select="head" mode="g:prose"/>
    <xsl:choose>
      <xsl:when test="label">
        <dl>
          <xsl:sequence select="g:id-attribute(.)"/>
          <xsl:for-each-group select="* except head" group-starting-with="label[not(preceding-sibling::*[1]/self::label)] | item[not(preceding-sibling::*[1]/self::label)][not(preceding-sibling::label)]">
            <div>
              <xsl:for-each select="current-group()/self::label"><dt><xsl:apply-templates mode="g:prose"/></dt></xsl:for-each>
              <xsl:if test="empty(current-group()/self::label)"><dt>–</dt></xsl:if>
              <xsl:for-each select="current-group()[not(self::label)]"><dd><xsl:apply-templates mode="g:prose"/></dd></xsl:for-each>
              <xsl:if test="empty(current-group()[not(self::label)])"><dd/></xsl:if>
            </div>
          </xsl:for-each-group>
        </dl>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="{if (@type = ('ordered', 'numbered') or contains-token(@rend, 'numbered') or contains-token(@rend, 'ordered')) then 'ol' else 'ul'}">
          <xsl:sequence select="g:id-attribute(.)"/>
          <xsl:for-each select="* except head">
            <li>
              <xsl:sequence select="g:id-attribute(.)"/>
              <xsl:apply-templates select="if (self::item) then node() else ." mode="g:prose"/>
            </li>
          </xsl:for-each>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="listBibl" mode="g:prose" as="node()*">
    <xsl:apply-templates select="head" mode="g:prose"/>
    <ul class="bibliography">
      <xsl:for-each select="* except head">
        <li><xsl:sequence select="g:id-attribute(.)"/><xsl:apply-templates mode="g:prose"/></li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template match="table" mode="g:prose" as="element()">
    <!-- It can be wider than the screen, and is then moved by keys. -->
    <div class="table" tabindex="0" role="group" aria-label="Table">
      <table>
        <xsl:sequence select="g:id-attribute(.)"/>
        <xsl:if test="head">
          <caption><xsl:apply-templates select="head/node()" mode="g:prose"/></caption>
        </xsl:if>
        <tbody>
          <xsl:apply-templates select="row" mode="g:prose"/>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <xsl:template match="row" mode="g:prose" as="element()*">
    <xsl:if test="cell">
      <tr><xsl:apply-templates select="cell" mode="g:prose"/></tr>
    </xsl:if>
  </xsl:template>

  <xsl:template match="cell" mode="g:prose" as="element()">
    <xsl:variable name="labels" as="xs:boolean" select="(@role, ../@role)[1] = 'label' and normalize-space(.) != ''"/>
    <xsl:element name="{if ($labels) then 'th' else 'td'}">
      <xsl:if test="$labels">
        <xsl:attribute name="scope" select="if (../@role = 'label') then 'col' else 'row'"/>
      </xsl:if>
      <xsl:if test="@cols[matches(., '^[2-9]$')]"><xsl:attribute name="colspan" select="@cols"/></xsl:if>
      <xsl:apply-templates mode="g:prose"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="quote | cit" mode="g:prose" as="element()">
    <xsl:choose>
      <xsl:when test="self::cit or p or list or lg or g:is-division(..) or parent::cit">
        <xsl:element name="{if (parent::cit) then 'div' else 'blockquote'}">
          <xsl:apply-templates mode="g:prose"/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="'q'"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="lg" mode="g:prose" as="element()">
    <div class="verse"><xsl:apply-templates mode="g:prose"/></div>
  </xsl:template>

  <xsl:template match="l" mode="g:prose" as="element()">
    <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="'span'"/><xsl:with-param name="class" select="'line'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="figure" mode="g:prose" as="element()">
    <figure>
      <xsl:sequence select="g:id-attribute(.)"/>
      <xsl:apply-templates select="* except (head, figDesc)" mode="g:prose"/>
      <xsl:if test="head or figDesc">
        <figcaption>
          <xsl:apply-templates select="head/node()" mode="g:prose"/>
          <xsl:if test="head and figDesc">: </xsl:if>
          <xsl:apply-templates select="figDesc/node()" mode="g:prose"/>
        </figcaption>
      </xsl:if>
    </figure>
  </xsl:template>

  <!-- Nothing is loaded from elsewhere: an image is a link. -->
  <xsl:template match="graphic | media" mode="g:prose" as="node()*">
    <xsl:variable name="address" as="xs:string?" select="g:address(@url)"/>
    <xsl:variable name="words" as="xs:string" select="(normalize-space(desc), normalize-space(../figDesc), normalize-space(../head), 'image')[. != ''][1]"/>
    <xsl:choose>
      <xsl:when test="$address"><a class="image" href="{$address}">Image: {$words}</a></xsl:when>
      <xsl:otherwise>[{$words}]</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="eg" mode="g:prose" as="element()">
    <pre class="source"><code>{replace(replace(string(.), '^\s*\n', ''), '\s+$', '')}</code></pre>
  </xsl:template>

  <xsl:template match="eg:egXML" mode="g:prose" as="element()">
    <xsl:call-template name="g:source"><xsl:with-param name="nodes" select="node()"/></xsl:call-template>
  </xsl:template>

  <!-- What the ODD specifies here ====================================================================================== -->

  <xsl:template match="specList" mode="g:prose" as="element()">
    <dl class="specs">
      <xsl:for-each select="specDesc">
        <div>
          <xsl:call-template name="g:spec-desc"/>
        </div>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <xsl:template match="specDesc" mode="g:prose" as="element()">
    <dl class="specs"><div><xsl:call-template name="g:spec-desc"/></div></dl>
  </xsl:template>

  <xsl:template name="g:spec-desc" as="element()*">
    <xsl:variable name="name" as="xs:string" select="normalize-space(@key)"/>
    <xsl:variable name="entry" as="element()?" select="(('element', 'class', 'macro', 'data') ! key('g:entry', . || ' ' || $name, root($guide)))[1]"/>
    <xsl:variable name="atts" as="xs:string*" select="tokenize(normalize-space(@atts), ' ')[. != '']"/>
    <dt><xsl:sequence select="g:named(($entry/@kind, 'element')[1], ($entry/@name, $name)[1], $entry/@id)"/></dt>
    <dd>
      <xsl:apply-templates select="$entry/(g:gloss, g:desc)" mode="g:entry"/>
      <xsl:for-each select="$entry/g:attribute[@name = $atts]">
        <div class="p"><xsl:sequence select="g:named('attribute', @name, @id)"/><xsl:text> </xsl:text><xsl:apply-templates select="g:gloss, g:desc" mode="g:entry"/></div>
      </xsl:for-each>
    </dd>
  </xsl:template>

  <xsl:template match="specGrp" mode="g:prose" as="element()*">
    <xsl:if test="*[self::g:spec or self::moduleRef or self::specGrpRef or self::specGrp]">
      <div class="specified">
        <xsl:sequence select="g:id-attribute(.)"/>
        <p class="caption">Specified here</p>
        <xsl:call-template name="g:specified"/>
      </div>
    </xsl:if>
    <xsl:apply-templates select="* except (g:spec, moduleRef, specGrpRef)" mode="g:prose"/>
  </xsl:template>

  <xsl:template match="schemaSpec" mode="g:prose" as="element()*">
    <xsl:for-each select="gloss | desc">
      <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="'p'"/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="*[self::g:spec or self::moduleRef or self::specGrpRef]">
      <div class="specified">
        <xsl:sequence select="g:id-attribute(.)"/>
        <p class="caption">The schema <code>{@ident}</code></p>
        <xsl:call-template name="g:specified"/>
      </div>
    </xsl:if>
    <xsl:apply-templates select="specGrp" mode="g:prose"/>
  </xsl:template>

  <xsl:template match="elementSpec | classSpec | macroSpec | dataSpec | moduleSpec | constraintSpec | constraintDecl | moduleRef | elementRef | classRef | macroRef | dataRef | altIdent"
    mode="g:prose" as="empty-sequence()"/>

  <xsl:template match="g:spec" mode="g:prose" as="element()">
    <p class="specified-alone">Specified here: <xsl:sequence select="g:named(@kind, ., @to)"/></p>
  </xsl:template>

  <xsl:template name="g:specified" as="element()*">
    <xsl:if test="moduleRef">
      <ul class="modules">
        <xsl:for-each select="moduleRef">
          <li>
            <xsl:text>{if (@url) then 'grammar ' else 'module '}</xsl:text>
            <code>{(@key, @url)[1]}</code>
            <xsl:choose>
              <xsl:when test="@include = ''">, without its elements</xsl:when>
              <xsl:when test="@include">: only <xsl:sequence select="g:names('element', @include)"/></xsl:when>
              <xsl:when test="@except != ''">, except <xsl:sequence select="g:names('element', @except)"/></xsl:when>
            </xsl:choose>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:if>
    <xsl:for-each-group select="g:spec" group-by="if (@mode = ('change', 'delete', 'replace', 'taken')) then string(@mode) else 'add'">
      <p>
        <span class="label">{map{'add': 'New', 'change': 'Changed', 'replace': 'Replaced', 'delete': 'Left out', 'taken': 'Taken'}(current-grouping-key())}</span>
        <xsl:for-each select="current-group()">
          <xsl:text> </xsl:text>
          <xsl:sequence select="g:named(@kind, ., @to)"/>
        </xsl:for-each>
      </p>
    </xsl:for-each-group>
    <xsl:if test="specGrpRef">
      <p>
        <span class="label">With</span>
        <xsl:for-each select="specGrpRef">
          <xsl:text> </xsl:text>
          <xsl:variable name="group" as="element()?" select="if (starts-with(@target, '#')) then key('g:anchor', substring(@target, 2), root($guide))[1] else ()"/>
          <xsl:variable name="words" as="xs:string" select="(g:heading($group/ancestor::*[g:is-division(.)][1]), string(@target))[. != ''][1]"/>
          <xsl:choose>
            <xsl:when test="$group/self::specGrp[g:spec or moduleRef or specGrpRef or specGrp]"><a href="#{$group/@xml:id}">{$words}</a></xsl:when>
            <xsl:otherwise><code>{$words}</code></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="position() != last()">,</xsl:if>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:function name="g:names" as="node()*">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="names" as="xs:string"/>
    <xsl:for-each select="tokenize(normalize-space($names), ' ')[. != '']">
      <xsl:sort select="lower-case(.)"/>
      <xsl:sequence select="g:named($kind, ., g:entry-id($kind, .))"/>
      <xsl:text> </xsl:text>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
