<?xml version="1.0" encoding="UTF-8"?>
<!--
  Compiles a Schematron schema into an XSLT 3.0 stylesheet.

  The schema is one document: what sch:include and extends/@href name has been put in its place. It passes through
  three modes, each of which gives a complete schema to the next:

    instantiate   abstract patterns are replaced by their instances, and patterns outside the phase go
    extend        abstract rules are put into the rules that extend them
    generate      what is left becomes the stylesheet (choose, for the phase #ANY, makes another of it)

  The stylesheet that comes out validates the document it is applied to and gives a report of its own, described in
  generate.xsl. Its instructions carry the attribute "at" of the schema's elements they were made from, so that an
  error in an XPath expression can be told where the author wrote it.

  The prefixes of the included files are declared here, too: the files are joined into one before they are compiled.

  Source: ISO/IEC 19757-3:2016, 2020 and 2025, Schematron.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:out="urn:tei:schematron:instruction"
  xmlns:compiled-from="urn:tei:schematron"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:sqf="http://www.schematron-quickfix.com/validator/process"
  exclude-result-prefixes="#all">

  <xsl:include href="instantiate.xsl"/>
  <xsl:include href="generate.xsl"/>
  <xsl:include href="origin.xsl"/>
  <xsl:include href="speaker.xsl"/>
  <xsl:include href="walk.xsl"/>
  <xsl:include href="fixes.xsl"/>

  <!--
    The phase to compile: an id, #ALL for every pattern, #DEFAULT for what the schema says in @defaultPhase; for #ANY the
    stylesheet validates nothing but tells the phase that a document calls for.
  -->
  <xsl:param name="phase" as="xs:string" select="'#DEFAULT'"/>

  <!-- A declaration before the outermost element would move its line and column. -->
  <xsl:output method="xml" encoding="UTF-8" omit-xml-declaration="yes" indent="no"/>

  <xsl:template match="/" as="document-node()">
    <xsl:variable name="chosen" as="xs:string"
      select="if ($phase = '#DEFAULT') then string((sch:schema/@defaultPhase, '#ALL')[1]) else $phase"/>
    <xsl:variable name="instances" as="element(sch:schema)">
      <xsl:apply-templates select="sch:schema" mode="instantiate">
        <xsl:with-param name="phase" tunnel="yes" select="$chosen"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:variable name="concrete" as="element(sch:schema)">
      <xsl:apply-templates select="$instances" mode="extend"/>
    </xsl:variable>
    <xsl:document>
      <xsl:choose>
        <xsl:when test="$chosen = '#ANY'">
          <xsl:apply-templates select="$concrete" mode="choose"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="$concrete" mode="generate"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:document>
  </xsl:template>

</xsl:stylesheet>
