<?xml version="1.0" encoding="UTF-8"?>
<!--
  Simple Dublin Core in the container of OAI-PMH (oai_dc): fifteen elements, all of them repeatable, none of them refined.

  Source: DCMI Metadata Element Set 1.1; OAI-PMH 2.0, section 2.5 and the schema oai_dc.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:c="urn:tei:crosswalk"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>

  <xsl:mode name="dublin-core" on-no-match="deep-skip"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:template match="/" as="element(oai_dc:dc)">
    <xsl:apply-templates select="record" mode="dublin-core"/>
  </xsl:template>

  <xsl:template match="record" mode="dublin-core" as="element(oai_dc:dc)">
    <oai_dc:dc xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">
      <xsl:namespace name="dc" select="'http://purl.org/dc/elements/1.1/'"/>
      <xsl:apply-templates mode="dublin-core"
        select="c:titles(.), creators, contributors, publishers, authorities, distributors, publication_dates"/>
      <dc:type>Text</dc:type>
      <xsl:apply-templates mode="dublin-core" select="genres"/>
      <dc:format>application/tei+xml</dc:format>
      <xsl:apply-templates mode="dublin-core"
        
        select="
          extents, c:sound(.), languages[@valid = 'true'], subjects, abstracts, notes, c:host-titles(.), series, related,
          sources, places, access, licences, rights"/>
    </oai_dc:dc>
  </xsl:template>

  <xsl:template match="titles" mode="dublin-core" as="element(dc:title)">
    <dc:title><xsl:sequence select="c:lang(@language), string(@text)"/></dc:title>
  </xsl:template>

  <xsl:template match="titles[@level = ('s', 'j')][not(. is c:main-title(..))]" mode="dublin-core" as="element(dc:relation)">
    <dc:relation>
      <xsl:sequence select="c:lang(@language), string(@text)"/>
    </dc:relation>
  </xsl:template>

  <xsl:template match="creators" mode="dublin-core" as="element(dc:creator)">
    <dc:creator>{@sort_name}</dc:creator>
  </xsl:template>

  <xsl:template match="contributors" mode="dublin-core" as="element(dc:contributor)">
    <dc:contributor>{@sort_name}</dc:contributor>
  </xsl:template>

  <xsl:template match="publishers | authorities | distributors" mode="dublin-core" as="element(dc:publisher)">
    <dc:publisher>{@display}</dc:publisher>
  </xsl:template>

  <xsl:template match="publication_dates" mode="dublin-core" as="element(dc:date)?">
    <xsl:for-each select="c:iso(.)">
      <dc:date>{.}</dc:date>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="genres" mode="dublin-core" as="element(dc:type)">
    <dc:type><xsl:sequence select="c:lang(@language), string(@term)"/></dc:type>
  </xsl:template>

  <xsl:template match="extents" mode="dublin-core" as="element(dc:format)">
    <dc:format>{c:extent(.)}</dc:format>
  </xsl:template>

  <xsl:template match="identifiers" mode="dublin-core" as="element(dc:identifier)">
    <dc:identifier>{c:identifier(.)}</dc:identifier>
  </xsl:template>

  <xsl:template match="languages" mode="dublin-core" as="element(dc:language)">
    <dc:language>{@tag}</dc:language>
  </xsl:template>

  <xsl:template match="subjects" mode="dublin-core" as="element(dc:subject)">
    <dc:subject><xsl:sequence select="c:lang(@language), string(@term)"/></dc:subject>
  </xsl:template>

  <xsl:template match="abstracts | notes" mode="dublin-core" as="element(dc:description)">
    <dc:description><xsl:sequence select="c:lang(@language), string(@text)"/></dc:description>
  </xsl:template>

  <xsl:template match="series" mode="dublin-core" as="element(dc:relation)+">
    <xsl:for-each select="distinct-values((c:series(.), c:sound(.) ! c:identifier(.)))">
      <dc:relation>{.}</dc:relation>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="related" mode="dublin-core" as="element(dc:relation)*">
    <xsl:for-each select="distinct-values((@text/string(), c:sound(.) ! c:identifier(.), @target[not(../identifiers)]/string()))">
      <dc:relation>{.}</dc:relation>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="sources" mode="dublin-core" as="element(dc:source)*">
    <xsl:for-each select="distinct-values((c:source(.), c:sound(.) ! c:identifier(.)))">
      <dc:source>{.}</dc:source>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="places" mode="dublin-core" as="element(dc:coverage)">
    <dc:coverage>{@name}</dc:coverage>
  </xsl:template>

  <xsl:template match="access | rights" mode="dublin-core" as="element(dc:rights)+">
    <xsl:for-each select="distinct-values((@uri, @text))">
      <dc:rights>{.}</dc:rights>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="licences" mode="dublin-core" as="element(dc:rights)+">
    <xsl:for-each select="@uri, @text">
      <dc:rights>{.}</dc:rights>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
