<?xml version="1.0" encoding="UTF-8"?>
<!--
  The file dublin_core.xml of DSpace's Simple Archive Format: values of the metadata registry that every DSpace has.

  Source: DSpace documentation, “Importing and exporting items via Simple Archive Format” and “Default Dublin Core
  metadata registry (DC)”.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:tei:crosswalk"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>

  <xsl:mode name="dspace" on-no-match="deep-skip"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <!-- The qualifiers of dc.contributor, for MARC relators; everybody else is “other”. -->
  <xsl:variable name="contributors" as="map(xs:string, xs:string)"
    select="map{'edt': 'editor', 'ill': 'illustrator', 'ths': 'advisor', 'dgs': 'advisor', 'aut': 'author'}"/>

  <!-- The qualifiers of dc.identifier that the registry has. -->
  <xsl:variable name="identifiers" as="map(xs:string, xs:string)"
    select="map{'doi': 'uri', 'handle': 'uri', 'ark': 'uri', 'uri': 'uri', 'urn': 'uri', 'uuid': 'uri', 'isbn': 'isbn', 'issn': 'issn'}"/>

  <!-- The qualifiers of dc.relation, for what headers call them. -->
  <xsl:variable name="relations" as="map(xs:string, xs:string)" select="map{
    'ispartof': 'ispartof', 'haspart': 'haspart', 'isversionof': 'isversionof', 'hasversion': 'hasversion',
    'isformatof': 'isformatof', 'hasformat': 'hasformat', 'isreferencedby': 'isreferencedby', 'requires': 'requires',
    'replaces': 'replaces', 'isreplacedby': 'isreplacedby'}"/>

  <xsl:template match="/" as="element()">
    <xsl:apply-templates select="record" mode="dspace"/>
  </xsl:template>

  <xsl:template match="record" mode="dspace" as="element()">
    <dublin_core schema="dc">
      <xsl:apply-templates mode="dspace"
        select="c:titles(.), creators, contributors, publishers, authorities, distributors, publication_date, creation_dates"/>
      <xsl:sequence select="c:value('type', (), (), 'Text')"/>
      <xsl:apply-templates mode="dspace" select="genres"/>
      <xsl:sequence select="c:value('format', 'mimetype', (), 'application/tei+xml')"/>
      <xsl:apply-templates mode="dspace" select="
        extents, c:sound(.), c:languages(.), subjects, abstracts, notes, edition, funders, c:host-titles(.),
        series, related, sources, places, access, licences, rights"/>
    </dublin_core>
  </xsl:template>

  <!-- One value of the registry. -->
  <xsl:function name="c:value" as="element()">
    <xsl:param name="element" as="xs:string"/>
    <xsl:param name="qualifier" as="xs:string?"/>
    <xsl:param name="language" as="xs:string?"/>
    <xsl:param name="value" as="xs:string?"/>
    <dcvalue element="{$element}" qualifier="{($qualifier, 'none')[1]}">
      <xsl:if test="c:is-tag($language)">
        <xsl:attribute name="language" select="replace($language, '-', '_')"/>
      </xsl:if>
      <xsl:sequence select="$value"/>
    </dcvalue>
  </xsl:function>

  <xsl:template match="titles" mode="dspace" as="element()">
    <xsl:sequence select="c:value('title', 'alternative'[not(current() is c:main-title(current()/..))], @language, @text)"/>
  </xsl:template>

  <xsl:template match="titles[@level = ('s', 'j')][not(. is c:main-title(..))]" mode="dspace" priority="1" as="element()">
    <xsl:sequence select="c:value('relation', 'ispartofseries', @language, @text)"/>
  </xsl:template>

  <xsl:template match="creators" mode="dspace" as="element()">
    <xsl:sequence select="c:value('contributor', 'author', (), @sort_name)"/>
  </xsl:template>

  <xsl:template match="contributors" mode="dspace" as="element()">
    <xsl:sequence select="c:value('contributor', (tokenize(@relators) ! $contributors(.), 'other')[1], (), @sort_name)"/>
  </xsl:template>

  <xsl:template match="publishers | authorities | distributors" mode="dspace" as="element()">
    <xsl:sequence select="c:value('publisher', (), (), @display)"/>
  </xsl:template>

  <!-- DSpace sorts and browses by this date: a day, a month or a year. -->
  <xsl:template match="publication_date" mode="dspace" as="element()?">
    <xsl:sequence select="((c:point(@start), c:point(@end))[1], @text/string())[1] ! c:value('date', 'issued', (), .)"/>
  </xsl:template>

  <xsl:template match="creation_dates" mode="dspace" as="element()?">
    <xsl:sequence select="c:iso(.) ! c:value('date', 'created', (), .)"/>
  </xsl:template>

  <xsl:template match="genres" mode="dspace" as="element()">
    <xsl:sequence select="c:value('type', (), @language, @term)"/>
  </xsl:template>

  <xsl:template match="extents" mode="dspace" as="element()">
    <xsl:sequence select="c:value('format', 'extent', (), c:extent(.))"/>
  </xsl:template>

  <xsl:template match="record/identifiers" mode="dspace" as="element()">
    <xsl:variable name="qualifier" as="xs:string" select="($identifiers(@scheme)[current()/@uri], 'other')[1]"/>
    <xsl:sequence select="c:value('identifier', $qualifier, (), if ($qualifier = 'uri') then @uri else @value)"/>
  </xsl:template>

  <xsl:template match="languages" mode="dspace" as="element()">
    <xsl:sequence select="c:value('language', 'iso', (), c:language(.))"/>
  </xsl:template>

  <!-- DSpace lists languages by their codes of two letters, with the country after a low line: en, en_US. -->
  <xsl:function name="c:language" as="xs:string">
    <xsl:param name="language" as="element(languages)"/>
    <xsl:sequence select="string-join((lower-case(tokenize($language/@tag, '-')[1]), $language/@region), '_')"/>
  </xsl:function>

  <!-- The languages, each code once: that of a script has none, nor has a language of somebody's own. -->
  <xsl:function name="c:languages" as="element(languages)*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:for-each-group select="$record/languages[@valid = 'true'][matches(@tag, '^[A-Za-z]{2}')]" group-by="c:language(.)">
      <xsl:sequence select="."/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:template match="subjects" mode="dspace" as="element()">
    <xsl:variable name="is-lcsh" as="xs:boolean" select="matches(@scheme, '^https?://id\.loc\.gov/authorities/subjects')"/>
    <xsl:sequence select="c:value('subject', 'lcsh'[$is-lcsh], @language, @term)"/>
  </xsl:template>

  <xsl:template match="abstracts" mode="dspace" as="element()">
    <xsl:sequence select="c:value('description', 'abstract', @language, @text)"/>
  </xsl:template>

  <xsl:template match="notes" mode="dspace" as="element()">
    <xsl:sequence select="c:value('description', (), @language, @text)"/>
  </xsl:template>

  <xsl:template match="edition" mode="dspace" as="element()">
    <xsl:sequence select="c:value('description', 'version', (), string-join((@text, @number[not(contains(../@text, .))]), ', '))"/>
  </xsl:template>

  <xsl:template match="funders" mode="dspace" as="element()">
    <xsl:sequence select="c:value('description', 'sponsorship', (), string-join((agent/@display, grants/@number), ', '))"/>
  </xsl:template>

  <xsl:template match="series" mode="dspace" as="element()+">
    <xsl:sequence select="c:value('relation', 'ispartofseries', (), c:series(.))"/>
    <xsl:for-each select="c:sound(.)[@scheme = 'issn']">
      <xsl:sequence select="c:value('identifier', 'issn', (), @value)"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="record/related" mode="dspace" as="element()*">
    <xsl:variable name="qualifier" as="xs:string?" select="$relations(lower-case(@relation))"/>
    <xsl:for-each select="distinct-values((@text/string(), c:sound(.) ! c:identifier(.), @target[not(../identifiers)]/string()))">
      <xsl:sequence select="c:value('relation', $qualifier, (), .)"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="sources" mode="dspace" as="element()*">
    <xsl:sequence select="c:source(.)[not(. = c:sound(current()) ! c:identifier(.))] ! c:value('source', (), (), .)"/>
    <xsl:for-each select="c:sound(.)">
      <xsl:sequence select="c:value('source', 'uri'[current()/@uri], (), c:identifier(.))"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="places" mode="dspace" as="element()">
    <xsl:sequence select="c:value('coverage', 'spatial', (), @name)"/>
  </xsl:template>

  <xsl:template match="access" mode="dspace" as="element()">
    <xsl:sequence select="c:value('rights', (), (), @text)"/>
  </xsl:template>

  <xsl:template match="record/licences | record/rights" mode="dspace" as="element()+">
    <xsl:sequence select="@text ! c:value('rights', (), ../@language, .), @uri ! c:value('rights', 'uri', (), .)"/>
  </xsl:template>
</xsl:stylesheet>
