<?xml version="1.0" encoding="UTF-8"?>
<!-- What an expression brings along from the place where its author wrote it: a mark of the place, and its prefixes. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:compiled-from="urn:tei:schematron"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  exclude-result-prefixes="#all">

  <!-- The prefixes that need no declaration: those of XPath's own functions and types. -->
  <xsl:variable name="well-known" as="map(xs:string, xs:string)" select="map{
    'xs': 'http://www.w3.org/2001/XMLSchema',
    'fn': 'http://www.w3.org/2005/xpath-functions',
    'math': 'http://www.w3.org/2005/xpath-functions/math',
    'map': 'http://www.w3.org/2005/xpath-functions/map',
    'array': 'http://www.w3.org/2005/xpath-functions/array',
    'err': 'http://www.w3.org/2005/xqt-errors'}"/>

  <!-- What stands in the instruction made from $attribute of $author: the mark of that attribute, and namespaces. -->
  <xsl:function name="compiled-from:origin" as="node()*">
    <xsl:param name="author" as="element()?"/>
    <xsl:param name="attribute" as="xs:string"/>
    <xsl:variable name="taken" as="xs:string*" select="$author/ancestor-or-self::*/sch:ns/@prefix ! string()"/>
    <xsl:variable name="prefix" as="xs:string" select="((0 to count($taken)) ! ('origin-' || .))[not(. = $taken)][1]"/>
    <xsl:if test="$author/@compiled-from:at">
      <xsl:attribute name="{$prefix}:at" namespace="urn:tei:schematron" select="$author/@compiled-from:at, $attribute"/>
    </xsl:if>
    <xsl:sequence select="$author ! compiled-from:namespaces(., string-join(@*[name() = ($attribute, 'as')], ' '))"/>
  </xsl:function>

  <!-- The namespaces of the prefixes in an expression that are not those of the schema as a whole. -->
  <xsl:function name="compiled-from:namespaces" as="namespace-node()*">
    <xsl:param name="author" as="element()"/>
    <xsl:param name="expression" as="xs:string"/>
    <xsl:variable name="prefixes" as="xs:string*">
      <xsl:analyze-string select="$expression[contains(., ':')]" regex="([\i-[:]][\c-[:]]*):">
        <xsl:matching-substring>
          <xsl:sequence select="regex-group(1)"/>
        </xsl:matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:for-each select="distinct-values($prefixes)[not(. = 'xml')]">
      <xsl:variable name="uri" as="xs:string" select="compiled-from:namespace($author, .)"/>
      <xsl:if test="$uri and not($uri = $author/ancestor-or-self::sch:schema/sch:ns[@prefix = current()][1]/@uri)">
        <xsl:namespace name="{.}" select="$uri"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!--
    The namespace that a prefix stands for in an expression of $author, empty if there is none: that of the nearest sch:ns, which an included
    part has from its own schema; else that of the XML around it; else the well-known one.
  -->
  <xsl:function name="compiled-from:namespace" as="xs:string">
    <xsl:param name="author" as="element()"/>
    <xsl:param name="prefix" as="xs:string"/>
    <xsl:sequence select="string((
      ($author/ancestor-or-self::*/sch:ns[@prefix = $prefix])[last()]/@uri,
      namespace-uri-for-prefix($prefix, $author),
      $well-known($prefix))[1])"/>
  </xsl:function>

</xsl:stylesheet>
