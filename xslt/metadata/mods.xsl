<?xml version="1.0" encoding="UTF-8"?>
<!--
  MODS, version 3.8. The stylesheet of METS includes this one: what is here stands in the mode "mods".

  The edition is what the record is of; each source is a related item of the type “original”, with its own authors,
  dates and places.

  Source: MODS User Guidelines, version 3; MODS 3.8 outline of elements and attributes.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:c="urn:tei:crosswalk"
  xmlns:mods="http://www.loc.gov/mods/v3"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="mods-names.xsl"/>
  <xsl:include href="mods-works.xsl"/>

  <xsl:mode name="mods" on-no-match="deep-skip"/>

  <!-- The types of related items that MODS has, for what headers call them. -->
  <xsl:variable name="mods-relations" as="map(xs:string, xs:string)" select="map{
    'ispartof': 'host', 'haspart': 'constituent', 'isversionof': 'otherVersion', 'hasversion': 'otherVersion',
    'isformatof': 'otherFormat', 'hasformat': 'otherFormat', 'references': 'references', 'cites': 'references',
    'isreferencedby': 'isReferencedBy', 'iscitedby': 'isReferencedBy', 'reviews': 'reviewOf', 'prev': 'preceding',
    'next': 'succeeding'}"/>

  <xsl:template match="record" mode="mods" as="element(mods:mods)">
    <mods:mods version="3.8">
      <xsl:namespace name="xlink" select="'http://www.w3.org/1999/xlink'"/>
      <xsl:apply-templates mode="mods" select="c:titles(.), creators, contributors, funders"/>
      <mods:typeOfResource>text</mods:typeOfResource>
      <xsl:apply-templates mode="mods" select="genres"/>
      <xsl:call-template name="mods-publication"/>
      <xsl:call-template name="mods-creation"/>
      <xsl:apply-templates mode="mods" select="languages[@valid = 'true']"/>
      <mods:physicalDescription>
        <mods:internetMediaType>application/tei+xml</mods:internetMediaType>
        <xsl:apply-templates mode="mods" select="extents"/>
      </mods:physicalDescription>
      <xsl:apply-templates mode="mods"
        select="abstracts, notes, project, editorial, subjects, places, c:host-titles(.), series, related, sources, identifiers"/>
      <xsl:for-each select="c:sound(.)/@uri[matches(., '^https?:')][c:uri(.)]">
        <mods:location>
          <mods:url>
            <xsl:if test="position() = 1">
              <xsl:attribute name="usage" select="'primary'"/>
            </xsl:if>
            <xsl:sequence select="string(.)"/>
          </mods:url>
        </mods:location>
      </xsl:for-each>
      <xsl:apply-templates mode="mods" select="access, licences, rights"/>
      <mods:recordInfo>
        <mods:recordOrigin>Written from the header of the TEI document.</mods:recordOrigin>
        <xsl:for-each select="xml_id">
          <mods:recordIdentifier>{@text}</mods:recordIdentifier>
        </xsl:for-each>
      </mods:recordInfo>
    </mods:mods>
  </xsl:template>

  <!-- Titles ======================================================================================================= -->

  <!-- A subtitle belongs to the title before it; MODS has no other place for it. -->
  <xsl:template match="record/titles[@type = 'sub']" mode="mods" priority="1" as="element(mods:titleInfo)?">
    <xsl:if test="not(c:is-subtitle(.))">
      <xsl:sequence select="c:mods-title(., 'alternative')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="record/titles" mode="mods" priority="0" as="element(mods:titleInfo)">
    <xsl:variable name="main" as="element(titles)?" select="c:main-title(..)"/>
    <xsl:sequence select="c:mods-title(.,
      if (. is $main) then ()
      else if (@type = 'main' and not(@language = $main/@language)) then 'translated'
      else if (@type = 'short') then 'abbreviated'
      else 'alternative')"/>
  </xsl:template>

  <xsl:template match="record/titles[@level = ('s', 'j')][not(. is c:main-title(..))]" mode="mods" priority="2" as="element(mods:relatedItem)">
    <mods:relatedItem type="{if (@level = 's') then 'series' else 'host'}">
      <xsl:sequence select="c:mods-title(., ())"/>
    </mods:relatedItem>
  </xsl:template>

  <!-- Whether a title is the subtitle of the main one: of the same language, and the first such. -->
  <xsl:function name="c:is-subtitle" as="xs:boolean">
    <xsl:param name="title" as="element(titles)"/>
    <xsl:variable name="main" as="element(titles)?" select="c:main-title($title/..)"/>
    <xsl:sequence select="
      exists($main) and not($title is $main)
      and $title is $title/../titles[@type = 'sub'][string(@language) = string($main/@language)][1]"/>
  </xsl:function>

  <xsl:function name="c:mods-title" as="element(mods:titleInfo)">
    <xsl:param name="title" as="element(titles)"/>
    <xsl:param name="type" as="xs:string?"/>
    <xsl:variable name="is-main" as="xs:boolean" select="exists($title/parent::record) and $title is c:main-title($title/..)"/>
    <mods:titleInfo>
      <xsl:if test="$is-main">
        <xsl:attribute name="usage" select="'primary'"/>
      </xsl:if>
      <xsl:for-each select="$type">
        <xsl:attribute name="type" select="."/>
      </xsl:for-each>
      <xsl:sequence select="c:lang($title/@language)"/>
      <mods:title>{$title/@text}</mods:title>
      <xsl:for-each select="$title[$is-main]/../titles[@type = 'sub'][c:is-subtitle(.)]">
        <mods:subTitle>{@text}</mods:subTitle>
      </xsl:for-each>
    </mods:titleInfo>
  </xsl:function>

  <!-- Languages ==================================================================================================== -->

  <xsl:template match="languages" mode="mods" as="element(mods:language)">
    <mods:language>
      <xsl:if test="self::languages[parent::record] is ../languages[@valid = 'true'][1]">
        <xsl:attribute name="usage" select="'primary'"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="@iso639_2b">
          <mods:languageTerm type="code" authority="iso639-2b">{@iso639_2b}</mods:languageTerm>
        </xsl:when>
        <xsl:when test="@iso639_3">
          <mods:languageTerm type="code" authority="iso639-3">{@iso639_3}</mods:languageTerm>
        </xsl:when>
      </xsl:choose>
      <mods:languageTerm type="code" authority="rfc5646">{@tag}</mods:languageTerm>
      <xsl:for-each select="@name">
        <mods:languageTerm type="text">{.}</mods:languageTerm>
      </xsl:for-each>
      <xsl:for-each select="@script">
        <mods:scriptTerm type="code" authority="iso15924">{.}</mods:scriptTerm>
      </xsl:for-each>
    </mods:language>
  </xsl:template>

  <!-- What is in words ============================================================================================= -->

  <xsl:template match="genres" mode="mods" as="element(mods:genre)">
    <mods:genre>
      <xsl:sequence select="c:lang(@language), c:mods-vocabulary(.), string(@term)"/>
    </mods:genre>
  </xsl:template>

  <xsl:template match="subjects" mode="mods" as="element(mods:subject)">
    <mods:subject>
      <xsl:sequence select="c:lang(@language), c:mods-vocabulary(.)[not(self::attribute(valueURI))]"/>
      <mods:topic>
        <xsl:sequence select="c:mods-vocabulary(.)[self::attribute(valueURI)], string(@term)"/>
      </mods:topic>
    </mods:subject>
  </xsl:template>

  <!-- The vocabulary that a term is of. -->
  <xsl:function name="c:mods-vocabulary" as="attribute()*">
    <xsl:param name="term" as="element()"/>
    <xsl:choose>
      <xsl:when test="matches($term/@scheme, '^https?://id\.loc\.gov/authorities/subjects/?$')">
        <xsl:attribute name="authority" select="'lcsh'"/>
      </xsl:when>
      <xsl:when test="$term/@scheme_name">
        <xsl:attribute name="authority" select="$term/@scheme_name"/>
      </xsl:when>
    </xsl:choose>
    <xsl:for-each select="c:uri($term/@scheme)">
      <xsl:attribute name="authorityURI" select="."/>
    </xsl:for-each>
    <xsl:for-each select="c:uri($term/@uri)">
      <xsl:attribute name="valueURI" select="."/>
    </xsl:for-each>
  </xsl:function>

  <xsl:template match="places" mode="mods" as="element(mods:subject)">
    <mods:subject>
      <mods:geographic>
        <xsl:for-each select="c:sound(.)[c:uri(@uri)][1]">
          <xsl:attribute name="valueURI" select="@uri"/>
        </xsl:for-each>
        <xsl:sequence select="string(@name)"/>
      </mods:geographic>
      <xsl:if test="@coordinates">
        <mods:cartographics>
          <mods:coordinates>{replace(@coordinates, '\s', ',')}</mods:coordinates>
        </mods:cartographics>
      </xsl:if>
    </mods:subject>
  </xsl:template>

  <xsl:template match="extents" mode="mods" as="element(mods:extent)">
    <mods:extent>{c:extent(.)}</mods:extent>
  </xsl:template>

  <xsl:template match="abstracts" mode="mods" as="element(mods:abstract)">
    <mods:abstract>
      <xsl:sequence select="c:lang(@language), string(@text)"/>
    </mods:abstract>
  </xsl:template>

  <xsl:template match="notes | project | editorial" mode="mods" as="element(mods:note)">
    <mods:note>
      <xsl:for-each select="if (self::project) then 'project' else @type/string()">
        <xsl:attribute name="type" select="."/>
      </xsl:for-each>
      <xsl:sequence select="c:lang(@language), string(@text)"/>
    </mods:note>
  </xsl:template>

  <xsl:template match="access" mode="mods" as="element(mods:accessCondition)">
    <mods:accessCondition type="restriction on access">{@text}</mods:accessCondition>
  </xsl:template>

  <xsl:template match="licences | rights" mode="mods" as="element(mods:accessCondition)">
    <mods:accessCondition type="use and reproduction">
      <xsl:for-each select="c:uri(@uri)">
        <xsl:attribute name="xlink:href" select="."/>
      </xsl:for-each>
      <xsl:sequence select="c:lang(@language), string((@text, @uri)[1])"/>
    </mods:accessCondition>
  </xsl:template>

  <xsl:template match="identifiers" mode="mods" as="element(mods:identifier)">
    <mods:identifier type="{@scheme}">
      <xsl:if test="@valid = 'false'">
        <xsl:attribute name="invalid" select="'yes'"/>
      </xsl:if>
      <xsl:sequence select="string((.[@scheme = ('uri', 'urn', 'uuid')]/@uri, @value)[1])"/>
    </mods:identifier>
  </xsl:template>
</xsl:stylesheet>
