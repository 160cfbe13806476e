<?xml version="1.0" encoding="UTF-8"?>
<!-- Schema to schema: abstract patterns, phases and abstract rules are resolved here, and nothing else changes. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  exclude-result-prefixes="#all">

  <xsl:mode name="instantiate" on-no-match="shallow-copy"/>
  <xsl:mode name="substitute" on-no-match="shallow-copy"/>
  <xsl:mode name="extend" on-no-match="shallow-copy"/>

  <!-- instantiate -->

  <xsl:template match="sch:phase" mode="instantiate" as="element(sch:phase)?">
    <xsl:param name="phase" as="xs:string" tunnel="yes"/>
    <xsl:if test="@id = $phase">
      <xsl:copy-of select="."/>
    </xsl:if>
  </xsl:template>

  <!-- A variable of the phase takes the place of the schema's variable of the same name. -->
  <xsl:template match="sch:schema/sch:let" mode="instantiate" as="element(sch:let)?">
    <xsl:param name="phase" as="xs:string" tunnel="yes"/>
    <xsl:if test="not(@name = ../sch:phase[@id = $phase]/sch:let/@name)">
      <xsl:copy-of select="."/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:pattern[@abstract = 'true']" mode="instantiate" as="empty-sequence()"/>

  <xsl:template match="sch:pattern" mode="instantiate" as="element(sch:pattern)?">
    <xsl:param name="phase" as="xs:string" tunnel="yes"/>
    <xsl:if test="$phase = '#ALL' or @id = ../sch:phase[@id = $phase]/sch:active/@pattern">
      <xsl:choose>
        <xsl:when test="@is-a">
          <xsl:apply-templates select="." mode="substitute"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:copy-of select="."/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- substitute: the abstract pattern in the name of its instance, whose parameters overrule its own. -->

  <xsl:template match="sch:pattern[@is-a]" mode="substitute" as="element(sch:pattern)">
    <xsl:variable name="abstract" as="element(sch:pattern)"
      select="../sch:pattern[@abstract = 'true'][@id = current()/@is-a][1]"/>
    <xsl:variable name="parameters" as="map(xs:string, xs:string)"
      select="map:merge(($abstract, .)/sch:param ! map:entry(string(@name), string(@value)), map{'duplicates': 'use-last'})"/>
    <xsl:copy>
      <xsl:apply-templates select="$abstract/@documents" mode="substitute">
        <xsl:with-param name="parameters" select="$parameters" tunnel="yes"/>
      </xsl:apply-templates>
      <xsl:copy-of select="@* except (@is-a, @abstract)"/>
      <xsl:apply-templates select="$abstract/(node() except sch:param)" mode="substitute">
        <xsl:with-param name="parameters" select="$parameters" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <!-- A parameter is text put in the place of $name; a name that is no parameter is a variable and stays. -->
  <xsl:template match="@*" mode="substitute" as="attribute()">
    <xsl:param name="parameters" as="map(xs:string, xs:string)" tunnel="yes"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="." regex="\$([\i-[:]][\c-[:]]*)">
        <xsl:matching-substring>
          <xsl:sequence select="($parameters(regex-group(1)), .)[1]"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:attribute name="{name()}" namespace="{namespace-uri()}" select="string-join($parts)"/>
  </xsl:template>

  <!-- extend -->

  <xsl:template match="sch:rule[@abstract = 'true'] | sch:rules" mode="extend" as="empty-sequence()"/>

  <xsl:template match="sch:extends[@rule]" mode="extend" as="node()*">
    <xsl:variable name="abstract" as="element(sch:rule)"
      select="(ancestor::sch:pattern[1]/sch:rule, ancestor::sch:schema/sch:rules/sch:rule)
        [@abstract = 'true'][@id = current()/@rule][1]"/>
    <xsl:apply-templates select="$abstract/node()" mode="extend"/>
  </xsl:template>

</xsl:stylesheet>
