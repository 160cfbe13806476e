<?xml version="1.0" encoding="UTF-8"?>
<!-- The entries of the reference. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="urn:tei:guide"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:mode name="g:entry" on-no-match="deep-skip"/>

  <xsl:template match="g:entry" mode="g:entry" as="element()">
    <section class="entry" id="{@id}">
      <h3>
        <code><xsl:sequence select="g:as-written(@kind, @name)"/></code>
        <xsl:apply-templates select="g:gloss" mode="g:entry"/>
        <xsl:text> </xsl:text>
        <a class="self" href="#{@id}" aria-label="Link to {@name}">#</a>
      </h3>
      <xsl:call-template name="g:entry-marks"/>
      <xsl:apply-templates select="g:desc" mode="g:entry"/>
      <xsl:call-template name="g:deprecation"/>
      <dl class="facts">
        <!-- First what somebody asks who encodes: what is in it, what does it look like. -->
        <xsl:apply-templates select="g:words" mode="g:fact"/>
        <xsl:call-template name="g:own-attributes"/>
        <xsl:call-template name="g:examples"/>
        <xsl:call-template name="g:remarks"/>
        <xsl:call-template name="g:rules"/>
        <xsl:apply-templates select="g:contained, g:contains, g:corpus" mode="g:fact"/>
        <xsl:call-template name="g:inherited-attributes"/>
        <xsl:apply-templates select="g:members, g:through, g:classes" mode="g:fact"/>
        <xsl:if test="g:change">
          <div><dt>Changed</dt><dd class="changes">{string-join(g:change, '; ')}</dd></div>
        </xsl:if>
        <xsl:apply-templates select="g:compact" mode="g:fact"/>
      </dl>
    </section>
  </xsl:template>

  <xsl:template name="g:entry-marks" as="element()">
    <p class="marks">
      <xsl:text>{map{'element': 'Element', 'macro': 'Macro', 'data': 'Datatype', 'class': if (@type = 'model') then 'Class of elements' else 'Class of attributes'}(@kind)}</xsl:text>
      <xsl:if test="@module"> · module <code>{@module}</code></xsl:if>
      <xsl:if test="@namespace"> · namespace <code>{@namespace}</code></xsl:if>
      <xsl:if test="@ident != @name"> · in TEI <code>{@ident}</code></xsl:if>
      <xsl:if test="@status"><xsl:text> · </xsl:text><span class="status">{if (@status = 'new') then 'new in this schema' else 'changed in this schema'}</span></xsl:if>
    </p>
  </xsl:template>

  <xsl:template match="g:gloss" mode="g:entry" as="element()">
    <span class="gloss"><xsl:sequence select="g:language-attribute(*, $page-language)"/><xsl:text> </xsl:text><xsl:apply-templates select="*/node()" mode="g:prose"/></span>
  </xsl:template>

  <xsl:template match="g:desc | g:valDesc" mode="g:entry" as="element()">
    <xsl:element name="{if (g:is-block(*)) then 'div' else 'p'}">
      <xsl:attribute name="class" select="'desc'"/>
      <xsl:sequence select="g:language-attribute(*, $page-language)"/>
      <xsl:apply-templates select="*/node()" mode="g:prose"/>
    </xsl:element>
  </xsl:template>

  <xsl:template name="g:deprecation" as="element()?">
    <xsl:if test="@until">
      <div class="deprecated">
        <strong>Deprecated:</strong>
        <xsl:text> not to be used any more; it may be gone after </xsl:text>
        <xsl:choose>
          <xsl:when test=". castable as xs:string and @until castable as xs:date"><time datetime="{@until}">{@until}</time></xsl:when>
          <xsl:otherwise>{@until}</xsl:otherwise>
        </xsl:choose>
        <xsl:text>. </xsl:text>
        <xsl:for-each select="g:going">
          <span><xsl:sequence select="g:language-attribute(*, $page-language)"/>{normalize-space(.)}</span>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- Words, and lists in them ============================================================================================= -->

  <xsl:mode name="g:words" on-no-match="shallow-copy"/>

  <xsl:template match="g:ref" mode="g:words" as="element()">
    <xsl:sequence select="g:named(@kind, ., @to)"/>
  </xsl:template>

  <xsl:template match="g:code" mode="g:words" as="element()">
    <code>{.}</code>
  </xsl:template>

  <xsl:template match="g:list" mode="g:words" as="element()">
    <xsl:element name="{if (@ordered) then 'ol' else 'ul'}">
      <xsl:for-each select="g:item">
        <li><xsl:apply-templates mode="g:words"/></li>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>

  <!-- Facts ================================================================================================================ -->

  <xsl:mode name="g:fact" on-no-match="deep-skip"/>

  <xsl:template match="g:words" mode="g:fact" as="element()*">
    <div>
      <dt>{if (../@kind = 'data') then 'Value' else 'Content'}</dt>
      <dd>
        <div class="words"><xsl:apply-templates mode="g:words"/></div>
        <xsl:if test="../g:value">
          <xsl:call-template name="g:value-list"><xsl:with-param name="values" select="../g:value"/></xsl:call-template>
        </xsl:if>
      </dd>
    </div>
  </xsl:template>

  <xsl:template match="g:compact" mode="g:fact" as="element()">
    <div><dt>RELAX NG</dt><dd><pre class="compact"><code>{.}</code></pre></dd></div>
  </xsl:template>

  <xsl:template match="g:classes" mode="g:fact" as="element()">
    <div><dt>Member of</dt><dd><xsl:call-template name="g:refs"/></dd></div>
  </xsl:template>

  <xsl:template match="g:members" mode="g:fact" as="element()">
    <div>
      <dt>Members</dt>
      <dd>
        <xsl:choose>
          <xsl:when test="g:ref"><xsl:call-template name="g:refs"/></xsl:when>
          <xsl:otherwise>none</xsl:otherwise>
        </xsl:choose>
      </dd>
    </div>
  </xsl:template>

  <xsl:template match="g:through" mode="g:fact" as="element()">
    <div>
      <dt>And through these</dt>
      <dd>
        <xsl:choose>
          <xsl:when test="@folded">
            <details>
              <summary>{g:counted(@count, 'element')}</summary>
              <div><xsl:call-template name="g:refs"/></div>
            </details>
          </xsl:when>
          <xsl:otherwise><xsl:call-template name="g:refs"/></xsl:otherwise>
        </xsl:choose>
      </dd>
    </div>
  </xsl:template>

  <xsl:template name="g:refs" as="element()">
    <span class="refs">
      <xsl:for-each select="g:ref">
        <xsl:sequence select="g:named(@kind, ., @to)"/>
        <xsl:text> </xsl:text>
      </xsl:for-each>
    </span>
  </xsl:template>

  <xsl:template match="g:contained" mode="g:fact" as="element()">
    <div>
      <dt>May occur in</dt>
      <dd>
        <xsl:if test="@root"><p>It may be the root of a document.</p></xsl:if>
        <xsl:if test="@count = '0' and not(@root)"><p>No element of this schema can contain it.</p></xsl:if>
        <xsl:call-template name="g:elements"/>
      </dd>
    </div>
  </xsl:template>

  <xsl:template match="g:contains" mode="g:fact" as="element()">
    <div>
      <dt>May contain</dt>
      <dd>
        <xsl:choose>
          <xsl:when test="@anything"><p>Any element{if (@mixed) then ', and text' else ''}.</p></xsl:when>
          <xsl:when test="@count = '0' and not(g:other)"><p>{if (@mixed) then 'Text only.' else 'Nothing: it is empty.'}</p></xsl:when>
          <xsl:when test="@mixed and not(@id or g:same)"><p>Text, and these elements:</p></xsl:when>
        </xsl:choose>
        <xsl:call-template name="g:elements"/>
        <xsl:if test="g:other">
          <p>Of other grammars: <xsl:for-each select="g:other"><code>&lt;{.}&gt;</code><xsl:text> </xsl:text></xsl:for-each></p>
        </xsl:if>
      </dd>
    </div>
  </xsl:template>

  <!-- A long list is folded up; one that another entry shows is referred to. -->
  <xsl:template name="g:elements" as="element()?">
    <xsl:variable name="by-module" as="element()*">
      <xsl:for-each select="g:module">
        <p class="of-module"><span class="label">{(@name, '(none)')[1]}</span><xsl:text> </xsl:text><xsl:call-template name="g:refs"/></p>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="counted" as="xs:string" select="(if (@mixed) then 'text and ' else '') || g:counted(xs:integer(@count), 'element')"/>
    <xsl:choose>
      <xsl:when test="g:same">
        <p>{$counted}, <a href="#{g:same/@to}">the same as {if (self::g:contains) then 'those in' else 'those around'} <code>&lt;{g:same}&gt;</code></a></p>
      </xsl:when>
      <xsl:when test="@id">
        <!-- A link to what is folded up unfolds it. -->
        <details>
          <summary>{$counted}</summary>
          <div id="{@id}"><xsl:sequence select="$by-module"/></div>
        </details>
      </xsl:when>
      <xsl:when test="g:module">
        <div><xsl:sequence select="$by-module"/></div>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Attributes =========================================================================================================== -->

  <xsl:template name="g:own-attributes" as="element()*">
    <xsl:if test="g:attribute">
      <div>
        <dt>{if (@kind = 'element') then 'Attributes of its own' else 'Attributes'}</dt>
        <dd>
          <xsl:apply-templates select="g:attribute" mode="g:fact"/>
        </dd>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="g:inherited-attributes" as="element()*">
    <xsl:if test="g:from">
      <div>
        <dt>Attributes from classes</dt>
        <dd>
          <ul class="inherited">
            <xsl:for-each select="g:from">
              <li>
                <xsl:sequence select="g:named('class', text()[1], @to)"/>
                <xsl:text>: </xsl:text>
                <span class="refs">
                  <xsl:for-each select="g:att">
                    <xsl:sequence select="g:named('attribute', ., @to)"/>
                    <xsl:if test="@required"><xsl:text> </xsl:text><span class="usage">required</span></xsl:if>
                    <xsl:if test="@until"><xsl:text> </xsl:text><span class="usage">deprecated</span></xsl:if>
                    <xsl:text> </xsl:text>
                  </xsl:for-each>
                </span>
              </li>
            </xsl:for-each>
          </ul>
        </dd>
      </div>
    </xsl:if>
    <xsl:if test="@kind = 'element' and not(g:attribute or g:from)">
      <div><dt>Attributes</dt><dd>none</dd></div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:attribute" mode="g:fact" as="element()">
    <section class="attribute" id="{@id}">
      <h4>
        <code>@{@name}</code>
        <xsl:apply-templates select="g:gloss" mode="g:entry"/>
        <xsl:text> </xsl:text>
        <span class="usage">{@usage}</span>
        <xsl:text> </xsl:text>
        <a class="self" href="#{@id}" aria-label="Link to the attribute {@name}">#</a>
      </h4>
      <xsl:apply-templates select="g:desc, g:valDesc" mode="g:entry"/>
      <xsl:call-template name="g:deprecation"/>
      <xsl:if test="g:words"><p class="value-of">Value: <xsl:apply-templates select="g:words/node()" mode="g:words"/><xsl:if test="@default">; <code>{@default}</code> if it is not there</xsl:if></p></xsl:if>
      <xsl:if test="not(g:words) and @default"><p class="value-of"><code>{@default}</code> if it is not there</p></xsl:if>
      <xsl:for-each select="g:values">
        <p class="value-of">
          <xsl:choose>
            <xsl:when test="@several">{upper-case(substring(@several, 1, 1))}{substring(@several, 2)} of these values, separated by spaces:</xsl:when>
            <xsl:when test="@type = 'closed'">One of these values:</xsl:when>
            <xsl:when test="@type = 'semi'">One of these values, or another:</xsl:when>
            <xsl:otherwise>Suggested values:</xsl:otherwise>
          </xsl:choose>
        </p>
        <xsl:call-template name="g:value-list"><xsl:with-param name="values" select="g:value"/></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="g:rule">
        <xsl:call-template name="g:rule"/>
      </xsl:for-each>
      <xsl:apply-templates select="g:exemplum" mode="g:entry"/>
      <xsl:apply-templates select="g:remarks" mode="g:entry"/>
    </section>
  </xsl:template>

  <xsl:template name="g:value-list" as="element()">
    <xsl:param name="values" as="element(g:value)*"/>
    <xsl:choose>
      <xsl:when test="$values/*">
        <dl class="values">
          <xsl:for-each select="$values">
            <div>
              <dt><code class="value">{@name}</code></dt>
              <dd>
                <xsl:apply-templates select="g:gloss" mode="g:entry"/>
                <xsl:for-each select="g:desc">
                  <xsl:element name="{if (g:is-block(*)) then 'div' else 'span'}">
                    <xsl:sequence select="g:language-attribute(*, $page-language)"/>
                    <xsl:text>{if (../g:gloss) then ': ' else ''}</xsl:text>
                    <xsl:apply-templates select="*/node()" mode="g:prose"/>
                  </xsl:element>
                </xsl:for-each>
                <xsl:call-template name="g:deprecation"/>
              </dd>
            </div>
          </xsl:for-each>
        </dl>
      </xsl:when>
      <xsl:otherwise>
        <p class="value-list">
          <xsl:for-each select="$values">
            <code class="value">{@name}</code>
            <xsl:if test="@until"> (deprecated, until {@until})</xsl:if>
            <xsl:text> </xsl:text>
          </xsl:for-each>
        </p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Rules, examples, remarks ============================================================================================= -->

  <xsl:template name="g:rules" as="element()?">
    <xsl:if test="g:rule">
      <div>
        <dt>Rules</dt>
        <dd><xsl:for-each select="g:rule"><xsl:call-template name="g:rule"/></xsl:for-each></dd>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="g:rule" as="element()">
    <div class="rule">
      <xsl:for-each select="g:message[. != '']">
        <p>{.}</p>
      </xsl:for-each>
      <p class="rule-ident"><xsl:text>{if (@warns) then 'Warning of the rule ' else 'Rule '}</xsl:text><code>{@ident}</code></p>
    </div>
  </xsl:template>

  <xsl:template match="g:corpus" mode="g:fact" as="element()">
    <div>
      <dt>In the corpus</dt>
      <dd>
        <xsl:choose>
          <xsl:when test="@count = '0'">not used</xsl:when>
          <xsl:otherwise>
            <xsl:text>{if (@count = '1') then 'once' else format-integer(@count, '#,##0') || ' times'}, in {format-integer(@documents, '#,##0')} of {g:counted(xs:integer(@of), 'document')}</xsl:text>
            <xsl:if test="g:parent[. != '']">
              <xsl:text>; in </xsl:text>
              <xsl:for-each select="g:parent[. != '']">
                <xsl:sequence select="g:named('element', ., @to)"/>
                <xsl:text> ({format-integer(@count, '#,##0')}){if (position() != last()) then ', ' else ''}</xsl:text>
              </xsl:for-each>
              <xsl:if test="@more"> and {g:counted(@more, 'other')}</xsl:if>
            </xsl:if>
            <xsl:if test="g:parent[. = '']">; as the root of {g:counted(g:parent[. = '']/@count, 'document')}</xsl:if>
          </xsl:otherwise>
        </xsl:choose>
      </dd>
    </div>
  </xsl:template>

  <xsl:template name="g:examples" as="element()?">
    <xsl:if test="g:exemplum or g:corpus/g:example">
      <div>
        <dt>{if (count((g:exemplum, g:corpus/g:example)) = 1) then 'Example' else 'Examples'}</dt>
        <dd>
          <xsl:apply-templates select="g:exemplum" mode="g:entry"/>
          <xsl:for-each select="g:corpus/g:example">
            <figure class="example">
              <xsl:call-template name="g:source"><xsl:with-param name="nodes" select="node()"/></xsl:call-template>
              <figcaption>{@document}</figcaption>
            </figure>
          </xsl:for-each>
        </dd>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:exemplum" mode="g:entry" as="element()">
    <div class="example"><xsl:sequence select="g:language-attribute(*, $page-language)"/><xsl:apply-templates select="*/*" mode="g:prose"/></div>
  </xsl:template>

  <xsl:template name="g:remarks" as="element()?">
    <xsl:if test="g:remarks">
      <div><dt>Remarks</dt><dd><xsl:apply-templates select="g:remarks" mode="g:entry"/></dd></div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:remarks" mode="g:entry" as="element()">
    <div class="remarks"><xsl:sequence select="g:language-attribute(*, $page-language)"/><xsl:apply-templates select="*/node()" mode="g:prose"/></div>
  </xsl:template>
</xsl:stylesheet>
