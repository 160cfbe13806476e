<?xml version="1.0" encoding="UTF-8"?>
<!-- The index of persons, organisations and places at the end of a page. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template name="e:page-index" as="element()?">
    <xsl:if test="exists($index)">
      <section class="index" id="edition:index" aria-labelledby="edition:index-heading">
        <h2 id="edition:index-heading">{e:say('page.index')}</h2>
        <div class="index-columns">
          <xsl:for-each-group select="$index" group-by="?kind">
            <div class="index-kind">
              <h3>{$kind-headings(current-grouping-key())}</h3>
              <ul>
                <xsl:sequence select="current-group() ! e:entry(.)"/>
              </ul>
            </div>
          </xsl:for-each-group>
        </div>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:function name="e:entry" as="element()">
    <xsl:param name="entry" as="map(xs:string, item()*)"/>
    <li id="{$entry?id}">
      <span class="main-name">{$entry?name}</span>
      <xsl:for-each select="$entry?dates">
        <xsl:text> </xsl:text>
        <span class="dates">({.})</span>
      </xsl:for-each>
      <xsl:if test="exists($entry?covers)">
        <span class="variants"><xsl:text> </xsl:text><i>{e:say('page.cover-name')}</i> {e:listed($entry?covers)}</span>
      </xsl:if>
      <xsl:if test="exists($entry?variants)">
        <span class="variants">
          <xsl:text> </xsl:text><i>{e:say('page.also')}</i><xsl:text> </xsl:text>
          <xsl:for-each select="$entry?variants">
            <xsl:if test="position() gt 1">; </xsl:if>
            <span>
              <xsl:sequence select="e:language-attributes(., $page-language)"/>
              <xsl:text>{e:words(.)}</xsl:text>
            </span>
          </xsl:for-each>
        </span>
      </xsl:if>
      <xsl:for-each select="$entry?entity/note[e:words(.) != '']">
        <p class="description">
          <xsl:sequence select="e:language-attributes(., $page-language)"/>
          <xsl:text>{e:words(.)}</xsl:text>
        </p>
      </xsl:for-each>
      <xsl:sequence select="e:entry-links($entry)"/>
    </li>
  </xsl:function>

  <!-- The last line of an entry: where the name occurs, and other authorities. -->
  <xsl:function name="e:entry-links" as="element()?">
    <xsl:param name="entry" as="map(xs:string, item()*)"/>
    <xsl:variable name="others" as="element(idno)*" select="$entry?entity/idno[e:authority-address(.)]"/>
    <xsl:variable name="links" as="element()*">
      <xsl:if test="exists($entry?occurrences) and $view != 'diplomatic'">
        <span class="occurrences">
          <xsl:text>{e:say('page.in-text')} </xsl:text>
          <xsl:for-each select="$entry?occurrences">
            <xsl:if test="position() gt 1">, </xsl:if>
            <a href="#{e:occurrence-id(.)}" aria-label="{e:say('page.occurrence', map{'number': position(), 'name': $entry?name})}">{position()}</a>
          </xsl:for-each>
        </span>
      </xsl:if>
      <xsl:if test="exists($others)">
        <span class="authorities">
          <xsl:for-each select="$others">
            <xsl:if test="position() gt 1">, </xsl:if>
            <a href="{e:authority-address(.)}" aria-label="{e:authority-label(.)}: {$entry?name}">{e:authority-label(.)}</a>
          </xsl:for-each>
        </span>
      </xsl:if>
    </xsl:variable>
    <xsl:if test="exists($links)">
      <p class="links">
        <xsl:for-each select="$links">
          <xsl:if test="position() gt 1">
            <span class="separator"> · </span>
          </xsl:if>
          <xsl:sequence select="."/>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
