<?xml version="1.0" encoding="UTF-8"?>
<!-- What is around the prose and the entries: head, contents, sections of the reference, changes, index, foot. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="urn:tei:guide"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template name="g:page-header" as="element()">
    <header class="page-header">
      <h1><xsl:sequence select="g:language-attribute($header, $page-language)"/>{$guide/@title}</h1>
      <xsl:variable name="people" as="xs:string*"
        select="distinct-values($header/fileDesc/titleStmt/(author | editor | respStmt/(name | persName | orgName)) ! normalize-space(.)[. != ''])"/>
      <xsl:if test="exists($people)">
        <p class="people">{string-join($people, ', ')}</p>
      </xsl:if>
      <p class="edition">
        <xsl:variable name="publication" as="element()?" select="$header/fileDesc/publicationStmt"/>
        <xsl:value-of separator=" · " select="($header/fileDesc/editionStmt/edition/normalize-space(.), $publication/publisher/normalize-space(.), $publication/date/normalize-space(.))[. != '']"/>
      </p>
      <p class="summary">
        <xsl:text>The schema </xsl:text>
        <code>{$guide/@ident}</code>
        <xsl:if test="$guide/g:source"> customises {string-join(distinct-values($guide/g:source/(@release, .)[. != ''][1]), ', ')}</xsl:if>
        <xsl:text>: {g:counted(count($guide/g:section[@kind = 'element']/g:entry), 'element')}, {g:counted(count($guide/g:section[@kind = 'class']/g:entry), 'class')}, {g:counted(count($guide/g:section[@kind = 'macro']/g:entry), 'macro')}, {g:counted(count($guide/g:section[@kind = 'data']/g:entry), 'datatype')}.</xsl:text>
        <xsl:if test="$guide/@documents"> Examples and counts are from {g:counted(xs:integer($guide/@documents), 'document')}.</xsl:if>
      </p>
    </header>
  </xsl:template>

  <!-- Contents ============================================================================================================= -->

  <xsl:variable name="sections" as="map(xs:string, xs:string)"
    select="map{'element': 'Elements', 'class model': 'Classes of elements', 'class atts': 'Classes of attributes', 'macro': 'Macros', 'data': 'Datatypes'}"/>

  <xsl:function name="g:section-kind" as="xs:string">
    <xsl:param name="section" as="element(g:section)"/>
    <xsl:sequence select="string-join(($section/@kind, $section/@type), ' ')"/>
  </xsl:function>

  <xsl:function name="g:section-id" as="xs:string">
    <xsl:param name="section" as="element(g:section)"/>
    <xsl:sequence select="'guide-' || lower-case(translate($sections(g:section-kind($section)), ' ', '-'))"/>
  </xsl:function>

  <xsl:variable name="has-changes" as="xs:boolean" select="exists($guide/g:changes/*)"/>

  <xsl:template name="g:page-contents" as="element()">
    <nav class="contents" aria-label="Contents">
      <ol>
        <xsl:for-each select="$text/(front | body | back | group/text/body)/*[g:is-division(.)]">
          <xsl:call-template name="g:contents-item"/>
        </xsl:for-each>
      </ol>
      <p class="label">Reference</p>
      <ol>
        <xsl:for-each select="$guide/g:section[g:entry]">
          <li><a href="#{g:section-id(.)}">{$sections(g:section-kind(.))}</a></li>
        </xsl:for-each>
        <xsl:if test="$guide/g:rule"><li><a href="#guide-rules">Rules of the whole schema</a></li></xsl:if>
        <xsl:if test="$has-changes"><li><a href="#guide-changes">Changes to the source</a></li></xsl:if>
        <li><a href="#guide-index">Index</a></li>
      </ol>
    </nav>
  </xsl:template>

  <xsl:template name="g:contents-item" as="element()?">
    <xsl:variable name="inside" as="element()*" select="*[g:is-division(.)][head]"/>
    <xsl:if test="head">
      <li>
        <xsl:sequence select="g:language-attribute(., $page-language)"/>
        <a href="#{g:division-id(.)}">{g:heading(.)}</a>
        <xsl:if test="$inside and count(ancestor::*[g:is-division(.)]) lt 2">
          <ol>
            <xsl:for-each select="$inside"><xsl:call-template name="g:contents-item"/></xsl:for-each>
          </ol>
        </xsl:if>
      </li>
    </xsl:if>
  </xsl:template>

  <!-- The reference ======================================================================================================== -->

  <xsl:template name="g:reference" as="element()*">
    <xsl:for-each select="$guide/g:section[g:entry]">
      <section class="reference" id="{g:section-id(.)}">
        <h2>{$sections(g:section-kind(.))}</h2>
        <p class="jumps">
          <xsl:for-each select="g:entry">
            <a href="#{@id}">{@name}</a>
            <xsl:text> </xsl:text>
          </xsl:for-each>
        </p>
        <xsl:apply-templates select="g:entry" mode="g:entry"/>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="g:rules-of-schema" as="element()?">
    <xsl:if test="$guide/g:rule">
      <section class="reference" id="guide-rules">
        <h2>Rules of the whole schema</h2>
        <xsl:for-each select="$guide/g:rule"><xsl:call-template name="g:rule"/></xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Changes ============================================================================================================== -->

  <xsl:template name="g:changes" as="element()?">
    <xsl:if test="$has-changes">
      <section class="reference changes" id="guide-changes">
        <h2>Changes to the source</h2>
        <p>What this schema makes of {string-join(distinct-values($guide/g:source/(@release, .)[. != ''][1]), ', ')}.</p>
        <xsl:if test="$guide/g:changes/g:new">
          <h3 id="guide-changes-new">New</h3>
          <p>
            <xsl:for-each select="$guide/g:changes/g:new">
              <xsl:sequence select="g:named(@kind, ., @to)"/>
              <xsl:if test="@namespace"> (<code>{@namespace}</code>)</xsl:if>
              <xsl:text> </xsl:text>
            </xsl:for-each>
          </p>
        </xsl:if>
        <xsl:variable name="changed" as="element()*" select="$guide/g:changes/g:changed[not(@how = ('', 'description'))]"/>
        <xsl:variable name="described" as="element()*" select="$guide/g:changes/g:changed except $changed"/>
        <xsl:if test="$changed">
          <h3 id="guide-changes-changed">Changed</h3>
          <dl class="changed">
            <xsl:for-each select="$changed">
              <div>
                <dt><xsl:sequence select="g:named(@kind, ., @to)"/></dt>
                <dd>{@how}</dd>
              </div>
            </xsl:for-each>
          </dl>
        </xsl:if>
        <xsl:if test="$described">
          <h3 id="guide-changes-described">Described in other words, and not changed</h3>
          <p>
            <span class="refs">
              <xsl:for-each select="$described">
                <xsl:sequence select="g:named(@kind, ., @to)"/>
                <xsl:text> </xsl:text>
              </xsl:for-each>
            </span>
          </p>
        </xsl:if>
        <xsl:if test="$guide/g:changes/g:left-out">
          <h3 id="guide-changes-left-out">Elements left out</h3>
          <dl class="changed">
            <xsl:for-each select="$guide/g:changes/g:left-out">
              <div>
                <dt>{if (@whole) then 'all of ' else ''}<code>{@module}</code></dt>
                <dd><xsl:for-each select="g:name"><code>{.}</code><xsl:text> </xsl:text></xsl:for-each></dd>
              </div>
            </xsl:for-each>
          </dl>
        </xsl:if>
        <xsl:if test="$guide/g:changes/g:class-left-out">
          <h3 id="guide-changes-classes">Classes left out</h3>
          <p><xsl:for-each select="$guide/g:changes/g:class-left-out"><code>{.}</code><xsl:text> </xsl:text></xsl:for-each></p>
        </xsl:if>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Index ================================================================================================================ -->

  <xsl:template name="g:index" as="element()">
    <section class="reference index" id="guide-index">
      <h2>Index</h2>
      <h3 id="guide-index-elements">Elements</h3>
      <ul class="columns">
        <xsl:for-each select="$guide/g:section[@kind = 'element']/g:entry">
          <li><xsl:sequence select="g:named('element', @name, @id)"/></li>
        </xsl:for-each>
      </ul>
      <h3 id="guide-index-attributes">Attributes</h3>
      <ul class="columns">
        <xsl:for-each-group select="$guide/g:section/g:entry/g:attribute" group-by="@name">
          <xsl:sort select="lower-case(current-grouping-key())"/>
          <xsl:sort select="current-grouping-key()"/>
          <li>
            <code class="attribute">@{current-grouping-key()}</code>
            <xsl:for-each select="current-group()">
              <xsl:text> </xsl:text>
              <a class="{../@kind}" href="#{@id}"><xsl:sequence select="g:as-written(../@kind, ../@name)"/></a>
            </xsl:for-each>
          </li>
        </xsl:for-each-group>
      </ul>
    </section>
  </xsl:template>

  <!-- Foot ================================================================================================================= -->

  <xsl:template name="g:page-footer" as="element()">
    <footer class="page-footer">
      <xsl:for-each select="$header/fileDesc/publicationStmt/availability/(licence | p)[normalize-space(.) != '']">
        <p>
          <xsl:sequence select="g:language-attribute(., $page-language)"/>
          <xsl:variable name="address" as="xs:string?" select="g:address(@target)"/>
          <xsl:choose>
            <xsl:when test="$address"><a rel="license" href="{$address}">{normalize-space(.)}</a></xsl:when>
            <xsl:otherwise>{normalize-space(.)}</xsl:otherwise>
          </xsl:choose>
        </p>
      </xsl:for-each>
      <xsl:if test="$guide/@attributed">
        <p class="attribution">
          <xsl:text>Glosses, descriptions, remarks and examples that this customisation does not give itself are taken from </xsl:text>
          <xsl:text>{string-join(distinct-values($guide/g:source/(@release, .)[. != ''][1]), ', ')}. Those of the TEI Guidelines are by the TEI Consortium, </xsl:text>
          <a href="https://tei-c.org/guidelines/">tei-c.org/guidelines</a>
          <xsl:text>, under the </xsl:text>
          <a href="https://creativecommons.org/licenses/by/3.0/">Creative Commons Attribution 3.0 Unported licence</a>
          <xsl:text>; here they are selected and laid out anew.</xsl:text>
        </p>
      </xsl:if>
      <p>Made from the ODD by <code>tei odd compile --guide</code>.</p>
    </footer>
  </xsl:template>
</xsl:stylesheet>
