<?xml version="1.0" encoding="UTF-8"?>
<!-- Examples of encoding, as they are written, with their parts told apart. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="urn:tei:guide"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- An example: what is in $nodes, without the indentation that all of its lines have. -->
  <xsl:template name="g:source" as="element()">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="written" as="node()*">
      <xsl:apply-templates select="$nodes" mode="g:source">
        <xsl:with-param name="margin" tunnel="yes" select="g:margin($nodes)"/>
      </xsl:apply-templates>
    </xsl:variable>
    <pre class="source"><code><xsl:sequence select="g:trimmed($written)"/></code></pre>
  </xsl:template>

  <!-- How many blanks the lines of an example begin with, the last one, of an end tag, among them. -->
  <xsl:function name="g:margin" as="xs:integer">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="blanks" as="xs:integer*">
      <xsl:for-each select="$nodes[not(position() = last() and self::text()[normalize-space(.) = ''])]/descendant-or-self::text()">
        <xsl:variable name="lines" as="xs:string*" select="tokenize(translate(., '&#9;', '        '), '\n')"/>
        <!-- A line without words counts where a tag follows it. -->
        <xsl:sequence select="tail($lines)[position() = last() or normalize-space(.) != ''] ! (string-length(.) - string-length(replace(., '^ +', '')))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="(min($blanks), 0)[1]"/>
  </xsl:function>

  <xsl:mode name="g:source" on-no-match="deep-skip"/>

  <xsl:template match="text()" mode="g:source" as="node()*">
    <xsl:param name="margin" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:variable name="lines" as="xs:string*" select="tokenize(., '\n')"/>
    <xsl:variable name="moved" as="xs:string*"
      select="head($lines), tail($lines) ! (if ($margin = 0) then . else replace(translate(., '&#9;', '        '), '^ {1,' || $margin || '}', ''))"/>
    <xsl:value-of select="replace(replace(string-join($moved, '&#10;'), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;')"/>
  </xsl:template>

  <xsl:template match="comment()" mode="g:source" as="element()">
    <span class="x-comment">&lt;!--{.}--&gt;</span>
  </xsl:template>

  <xsl:template match="processing-instruction()" mode="g:source" as="element()">
    <span class="x-comment">&lt;?{name()} {.}?&gt;</span>
  </xsl:template>

  <xsl:template match="*" mode="g:source" as="node()*">
    <xsl:variable name="to" as="xs:string?" select="if (namespace-uri() = ('http://www.tei-c.org/ns/Examples', 'http://www.tei-c.org/ns/1.0')) then g:entry-id('element', local-name()) else ()"/>
    <span class="x-tag">
      <xsl:text>&lt;</xsl:text>
      <xsl:choose>
        <xsl:when test="$to"><a href="#{$to}">{name()}</a></xsl:when>
        <xsl:otherwise>{name()}</xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="g:declarations(.)"/>
      <xsl:apply-templates select="@*" mode="g:source"/>
      <xsl:text>{if (node()) then '>' else '/>'}</xsl:text>
    </span>
    <xsl:if test="node()">
      <xsl:apply-templates mode="g:source"/>
      <span class="x-tag">&lt;/{name()}&gt;</span>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@*" mode="g:source" as="node()*">
    <xsl:text> </xsl:text>
    <span class="x-att">{name()}</span>
    <xsl:text>="</xsl:text>
    <span class="x-val">{. => replace('&amp;', '&amp;amp;') => replace('&lt;', '&amp;lt;') => replace('&quot;', '&amp;quot;')}</span>
    <xsl:text>"</xsl:text>
  </xsl:template>

  <!-- The declarations of namespaces that a reader needs: not of TEI's own, nor those that are around the element. -->
  <xsl:function name="g:declarations" as="node()*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="around" as="element()?" select="$element/parent::*"/>
    <xsl:for-each select="in-scope-prefixes($element)[. != 'xml']">
      <xsl:variable name="uri" as="xs:string" select="string(namespace-uri-for-prefix(., $element))"/>
      <xsl:variable name="known" as="xs:string" select="if ($around) then string(namespace-uri-for-prefix(., $around)) else ''"/>
      <xsl:if test="$uri != $known and not(. = '' and $uri = ('http://www.tei-c.org/ns/1.0', 'http://www.tei-c.org/ns/Examples'))">
        <xsl:text> </xsl:text>
        <span class="x-att">xmlns{if (. = '') then '' else ':' || .}</span>
        <xsl:text>="</xsl:text>
        <span class="x-val">{$uri}</span>
        <xsl:text>"</xsl:text>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- What is written, without the blank lines before and after it. -->
  <xsl:function name="g:trimmed" as="node()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="joined" as="node()*">
      <xsl:for-each-group select="$nodes" group-adjacent=". instance of text()">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <xsl:value-of select="string-join(current-group())"/>
          </xsl:when>
          <xsl:otherwise><xsl:sequence select="current-group()"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:for-each select="$joined">
      <xsl:choose>
        <xsl:when test=". instance of text()">
          <xsl:variable name="start" as="xs:string" select="if (position() = 1) then replace(., '^\s*\n|^\s+', '') else string()"/>
          <xsl:value-of select="if (position() = last()) then replace($start, '\s+$', '') else $start"/>
        </xsl:when>
        <xsl:otherwise><xsl:sequence select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
