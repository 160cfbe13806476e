<?xml version="1.0" encoding="UTF-8"?>
<!-- Schema to schema: abstract patterns, phases and abstract rules are resolved here, and nothing else changes. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:compiled-from="urn:tei:schematron"
  exclude-result-prefixes="#all">

  <xsl:mode name="instantiate" on-no-match="shallow-copy"/>
  <xsl:mode name="substitute" on-no-match="shallow-copy"/>
  <xsl:mode name="extend" on-no-match="shallow-copy"/>

  <!-- instantiate -->

  <xsl:template match="sch:phase" mode="instantiate" as="element(sch:phase)?">
    <xsl:param name="phase" as="xs:string" tunnel="yes"/>
    <xsl:if test="$phase = ('#ANY', @id)">
      <xsl:copy-of select="."/>
    </xsl:if>
  </xsl:template>

  <!-- A variable of the phase takes the place of the schema's variable or parameter of the same name. -->
  <xsl:template match="sch:schema/sch:let | sch:schema/sch:param" mode="instantiate" as="element()?">
    <xsl:param name="phase" as="xs:string" tunnel="yes"/>
    <xsl:if test="not(@name = ../sch:phase[@id = $phase]/sch:let/@name)">
      <xsl:copy-of select="."/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:pattern[@abstract = 'true'] | sch:group[@abstract = 'true']" mode="instantiate"
    as="empty-sequence()"/>

  <xsl:template match="sch:pattern | sch:group" mode="instantiate" as="element()?">
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

  <!--
    substitute: the abstract pattern in the name of its instance, whose attributes and parameters overrule its own. The
    diagnostics, properties and fixes that it refers to come with it, since parameters may stand in them, too.
  -->

  <xsl:template match="*[@is-a]" mode="substitute" as="element()">
    <xsl:variable name="abstract" as="element()"
      select="../(sch:pattern | sch:group)[@abstract = 'true'][@id = current()/@is-a][1]"/>
    <xsl:variable name="parameters" as="map(xs:string, xs:string)"
      select="map:merge(($abstract, .)/sch:param[@value] ! map:entry(string(@name), string(@value)), map{'duplicates': 'use-last'})"/>
    <xsl:copy>
      <xsl:apply-templates select="$abstract/(@documents, @role, @xml:lang)" mode="substitute">
        <xsl:with-param name="parameters" select="$parameters" tunnel="yes"/>
      </xsl:apply-templates>
      <xsl:copy-of select="@* except (@is-a, @abstract)"/>
      <xsl:copy-of select="sch:title"/>
      <xsl:apply-templates select="$abstract/(node() except sch:param)" mode="substitute">
        <xsl:with-param name="parameters" select="$parameters" tunnel="yes"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="compiled-from:spoken-of($abstract), compiled-from:abstract-fixes($abstract)" mode="substitute">
        <xsl:with-param name="parameters" select="$parameters" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <!-- The diagnostics and properties that the assertions of a pattern name, if parameters may stand in them. -->
  <xsl:function name="compiled-from:spoken-of" as="element()*">
    <xsl:param name="pattern" as="element()"/>
    <xsl:variable name="named" as="xs:string*" select="$pattern//(@diagnostics | @properties) ! tokenize(.)"/>
    <xsl:sequence select="$pattern/ancestor::sch:schema//(sch:diagnostic | sch:property)[@id = $named][.//@*[contains(., '$')]]"/>
  </xsl:function>

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
      select="((ancestor::sch:pattern | ancestor::sch:group)[1]/sch:rule, ancestor::sch:schema/sch:rules/sch:rule)
        [@abstract = 'true'][@id = current()/@rule][1]"/>
    <xsl:apply-templates select="$abstract/node()" mode="extend">
      <xsl:with-param name="language" select="($abstract/ancestor-or-self::*/@xml:lang)[last()]"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- An assertion speaks the language of the rule that it was written in. -->
  <xsl:template match="sch:rule/sch:assert | sch:rule/sch:report" mode="extend" as="element()">
    <xsl:param name="language" as="attribute()?"/>
    <xsl:copy>
      <xsl:copy-of select="$language, @*, node()"/>
    </xsl:copy>
  </xsl:template>

</xsl:stylesheet>
