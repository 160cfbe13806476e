<?xml version="1.0" encoding="UTF-8"?>
<!--
  The DataCite kernel, version 4.6.

  What the kernel demands and the header does not say is filled with DataCite's own codes for it: (:tba) for a DOI that is
  still to be assigned, (:unkn) for an unknown creator or publisher, (:unav) for a title that is not there. There is no
  code for a year: without one the element is missing, and DataCite refuses the record until the header has a date.

  Source: DataCite Metadata Schema 4.6 and its appendices 1 (controlled lists) and 3 (codes for unknown values).
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns="http://datacite.org/schema/kernel-4"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:c="urn:tei:crosswalk"
  xmlns:d="http://datacite.org/schema/kernel-4"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>
  <xsl:include href="datacite-names.xsl"/>
  <xsl:include href="datacite-works.xsl"/>

  <xsl:mode name="datacite" on-no-match="deep-skip"/>
  <xsl:mode name="related-identifier" on-no-match="deep-skip"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes" suppress-indentation="d:description"/>

  <!-- DataCite's types of contributor for MARC relators; whoever has none of these is “Other”. -->
  <xsl:variable name="contributor-types" as="map(xs:string, xs:string)" select="map{
    'col': 'DataCollector', 'com': 'DataCollector', 'cph': 'RightsHolder', 'cur': 'DataCurator', 'dgs': 'Supervisor',
    'dst': 'Distributor', 'dtm': 'DataManager', 'edt': 'Editor', 'fnd': 'Sponsor', 'his': 'HostingInstitution',
    'mrk': 'DataCurator', 'pdr': 'ProjectLeader', 'pro': 'Producer', 'res': 'Researcher', 'rps': 'HostingInstitution',
    'rth': 'ProjectLeader', 'rtm': 'ProjectMember', 'spn': 'Sponsor', 'ths': 'Supervisor', 'trc': 'DataCurator',
    'trl': 'Translator'}"/>

  <xsl:variable name="relation-types" as="xs:string+" select="
    ('IsCitedBy', 'Cites', 'IsSupplementTo', 'IsSupplementedBy', 'IsContinuedBy', 'Continues', 'IsNewVersionOf',
     'IsPreviousVersionOf', 'IsPartOf', 'HasPart', 'IsPublishedIn', 'IsReferencedBy', 'References', 'IsDocumentedBy',
     'Documents', 'IsCompiledBy', 'Compiles', 'IsVariantFormOf', 'IsOriginalFormOf', 'IsIdenticalTo', 'HasMetadata',
     'IsMetadataFor', 'Reviews', 'IsReviewedBy', 'IsDerivedFrom', 'IsSourceOf', 'Describes', 'IsDescribedBy', 'HasVersion',
     'IsVersionOf', 'Requires', 'IsRequiredBy', 'Obsoletes', 'IsObsoletedBy', 'HasTranslation', 'IsTranslationOf')"/>

  <!-- What headers call some of these. -->
  <xsl:variable name="synonyms" as="map(xs:string, xs:string)"
    select="map{'translationof': 'IsTranslationOf', 'host': 'IsPartOf', 'series': 'IsPartOf', 'otherform': 'IsVariantFormOf'}"/>

  <xsl:variable name="identifier-types" as="map(xs:string, xs:string)" select="map{
    'ark': 'ARK', 'arxiv': 'arXiv', 'doi': 'DOI', 'handle': 'Handle', 'isbn': 'ISBN', 'issn': 'ISSN', 'uri': 'URL',
    'urn': 'URN', 'uuid': 'URN'}"/>

  <!-- Schemes of persons and organisations: what DataCite's examples call them, and where they live. -->
  <xsl:variable name="name-schemes" as="map(xs:string, xs:string+)" select="map{
    'bnf': ('BnF', 'https://catalogue.bnf.fr'), 'crossref-funder': ('Crossref Funder ID', 'https://doi.org'),
    'gnd': ('GND', 'https://d-nb.info/gnd'), 'idref': ('IdRef', 'https://www.idref.fr'),
    'isni': ('ISNI', 'https://isni.org'), 'lcnaf': ('LCNAF', 'http://id.loc.gov/authorities/names'),
    'orcid': ('ORCID', 'https://orcid.org'), 'ror': ('ROR', 'https://ror.org'), 'viaf': ('VIAF', 'https://viaf.org'),
    'wikidata': ('Wikidata', 'https://www.wikidata.org')}"/>

  <xsl:template match="/" as="element(d:resource)">
    <xsl:apply-templates select="record" mode="datacite"/>
  </xsl:template>

  <xsl:template match="record" mode="datacite" as="element(d:resource)">
    <xsl:variable name="doi" as="element(identifiers)?" select="c:sound(.)[@scheme = 'doi'][1]"/>
    <!-- An edition without an author is its editors' work. -->
    <xsl:variable name="editors" as="element(contributors)*"
      select="contributors[tokenize(@relators) = 'edt'][empty(../creators)]"/>
    <resource xsi:schemaLocation="http://datacite.org/schema/kernel-4 https://schema.datacite.org/meta/kernel-4.6/metadata.xsd">
      <identifier identifierType="DOI">{($doi/@value, '(:tba)')[1]}</identifier>
      <creators>
        <xsl:for-each select="creators, $editors">
          <creator>
            <xsl:sequence select="c:name(., 'creatorName')"/>
          </creator>
        </xsl:for-each>
        <xsl:if test="empty((creators, $editors))">
          <creator>
            <creatorName>(:unkn)</creatorName>
          </creator>
        </xsl:if>
      </creators>
      <titles>
        <xsl:apply-templates select="c:titles(.)" mode="datacite"/>
        <xsl:if test="empty(titles)">
          <title>(:unav)</title>
        </xsl:if>
      </titles>
      <xsl:sequence select="c:publisher(.)"/>
      <xsl:for-each select="(publication_date, edition/dates)[matches(@year, '^\d{4}$')][1]">
        <publicationYear>{@year}</publicationYear>
      </xsl:for-each>
      <resourceType resourceTypeGeneral="Text">TEI document</resourceType>
      <xsl:sequence select="c:wrapped('subjects', (subjects, genres))"/>
      <xsl:sequence select="c:wrapped('contributors', (contributors except $editors, c:other-publishers(.)))"/>
      <xsl:sequence select="c:wrapped('dates', (publication_dates, creation_dates, edition/dates, changes/date))"/>
      <xsl:for-each select="language[@valid = 'true'][c:is-tag(@tag)]">
        <language>{@tag}</language>
      </xsl:for-each>
      <xsl:sequence select="c:wrapped('alternateIdentifiers', c:sound(.) except $doi)"/>
      <xsl:call-template name="related-identifiers"/>
      <xsl:sequence select="c:wrapped('sizes', extents)"/>
      <formats>
        <format>application/tei+xml</format>
      </formats>
      <xsl:for-each select="edition/(@number, @text)[1]">
        <version>{.}</version>
      </xsl:for-each>
      <xsl:sequence select="c:wrapped('rightsList', (access, licences, rights))"/>
      <xsl:sequence select="c:wrapped('descriptions', (abstracts, notes, editorial, project), series[@text])"/>
      <xsl:sequence select="c:wrapped('geoLocations', (places, creation_places))"/>
      <xsl:sequence select="c:wrapped('fundingReferences', funders)"/>
      <xsl:sequence select="c:wrapped('relatedItems', (series[titles], c:host-titles(.), related[@text], sources[not(@kind = ('p', 'ab'))]))"/>
    </resource>
  </xsl:template>

  <!-- An optional list, if anything is in it. -->
  <xsl:function name="c:wrapped" as="element()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="element()*"/>
    <xsl:sequence select="c:wrapped($name, $values, ())"/>
  </xsl:function>

  <!-- The same, with what is said in words of a series. -->
  <xsl:function name="c:wrapped" as="element()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="element()*"/>
    <xsl:param name="series" as="element(series)*"/>
    <xsl:variable name="made" as="element()*">
      <xsl:apply-templates select="$values" mode="datacite"/>
      <xsl:for-each select="$series">
        <description descriptionType="SeriesInformation">{@text}</description>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($made)">
      <xsl:element name="{$name}" namespace="http://datacite.org/schema/kernel-4">
        <xsl:sequence select="$made"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <xsl:template match="titles" mode="datacite" as="element(d:title)">
    <xsl:variable name="main" as="element(titles)?" select="c:main-title(..)"/>
    <title>
      <xsl:if test="not(. is $main)">
        <xsl:attribute name="titleType" select="
          if (@type = 'sub') then 'Subtitle'
          else if (@type = 'main' and not(@language = $main/@language)) then 'TranslatedTitle'
          else if (@type = ('alt', 'short')) then 'AlternativeTitle'
          else 'Other'"/>
      </xsl:if>
      <xsl:sequence select="c:lang(@language), string(@text)"/>
    </title>
  </xsl:template>

  <xsl:function name="c:publisher" as="element(d:publisher)">
    <xsl:param name="record" as="element(record)"/>
    <xsl:variable name="publisher" as="element(publisher)?" select="$record/publisher"/>
    <xsl:variable name="identifier" as="element(identifiers)?" select="c:sound($publisher)[1]"/>
    <publisher>
      <xsl:if test="$identifier">
        <xsl:attribute name="publisherIdentifier" select="c:identifier($identifier)"/>
        <xsl:attribute name="publisherIdentifierScheme" select="c:name-scheme($identifier)"/>
        <xsl:sequence select="c:scheme-address($identifier)"/>
      </xsl:if>
      <xsl:sequence select="string(($publisher/@display, '(:unkn)')[1])"/>
    </publisher>
  </xsl:function>

  <!-- Subjects, dates, identifiers ================================================================================= -->

  <xsl:template match="subjects | genres" mode="datacite" as="element(d:subject)">
    <subject>
      <xsl:for-each select="@scheme_name">
        <xsl:attribute name="subjectScheme" select="."/>
      </xsl:for-each>
      <xsl:for-each select="c:uri(@scheme)">
        <xsl:attribute name="schemeURI" select="."/>
      </xsl:for-each>
      <xsl:for-each select="c:uri(@uri)">
        <xsl:attribute name="valueURI" select="."/>
      </xsl:for-each>
      <xsl:sequence select="c:lang(@language), string(@term)"/>
    </subject>
  </xsl:template>

  <xsl:template mode="datacite" as="element(d:date)?"
    match="publication_dates | creation_dates | edition/dates | changes/date">
    <xsl:variable name="type" as="xs:string" select="
      if (self::publication_dates) then 'Issued' else if (self::creation_dates) then 'Created'
      else if (parent::changes) then 'Updated' else 'Other'"/>
    <xsl:variable name="about" as="xs:string*" select="
      (if (self::creation_dates) then 'the text, not the edition' else if (parent::edition) then 'edition' else parent::changes/@text/string(),
       if (@extent = 'between') then 'at one moment between these dates' else (), c:qualifier(.))"/>
    <xsl:for-each select="c:range(.)">
      <date dateType="{$type}">
        <xsl:if test="exists($about)">
          <xsl:attribute name="dateInformation" select="string-join($about, '; ')"/>
        </xsl:if>
        <xsl:sequence select="."/>
      </date>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="identifiers" mode="datacite" as="element(d:alternateIdentifier)">
    <alternateIdentifier alternateIdentifierType="{if (@scheme = 'uuid') then 'UUID' else ($identifier-types(@scheme), @scheme)[1]}">{c:identifier(.)}</alternateIdentifier>
  </xsl:template>

  <!-- What is related, as far as it has an identifier of a kind that DataCite knows. -->
  <xsl:template name="related-identifiers" as="element(d:relatedIdentifiers)?">
    <xsl:variable name="made" as="element(d:relatedIdentifier)*">
      <xsl:apply-templates select="series, related, sources" mode="related-identifier"/>
    </xsl:variable>
    <xsl:if test="exists($made)">
      <relatedIdentifiers>
        <xsl:sequence select="$made"/>
      </relatedIdentifiers>
    </xsl:if>
  </xsl:template>

  <!-- DataCite's name for how something is related; what it has no name for is at least referred to. -->
  <xsl:function name="c:relation" as="xs:string">
    <xsl:param name="other" as="element()"/>
    <xsl:sequence select="
      if ($other/self::series) then 'IsPublishedIn' else if ($other/self::sources) then 'IsDerivedFrom'
      else ($relation-types[lower-case(.) = lower-case($other/@relation)], $synonyms(lower-case($other/@relation)), 'References')[1]"/>
  </xsl:function>

  <xsl:template match="series | related | sources" mode="related-identifier" as="element(d:relatedIdentifier)*">
    <xsl:variable name="relation" as="xs:string" select="c:relation(.)"/>
    <xsl:for-each select="c:sound(.)[map:contains($identifier-types, @scheme)][not(@scheme = ('uri', 'urn')) or c:uri(@uri)]">
      <relatedIdentifier relatedIdentifierType="{$identifier-types(@scheme)}" relationType="{$relation}">
        <xsl:sequence select="string(if (@scheme = ('uri', 'urn', 'uuid')) then @uri else @value)"/>
      </relatedIdentifier>
    </xsl:for-each>
    <xsl:if test="not(identifiers)">
      <xsl:for-each select="@target[matches(., '^https?:')] ! c:uri(.)">
        <relatedIdentifier relatedIdentifierType="URL" relationType="{$relation}">{.}</relatedIdentifier>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- What is in words ============================================================================================= -->

  <xsl:template match="extents" mode="datacite" as="element(d:size)">
    <size>{c:extent(.)}</size>
  </xsl:template>

  <xsl:template match="licences" mode="datacite" as="element(d:rights)">
    <rights>
      <xsl:for-each select="c:uri(@uri)">
        <xsl:attribute name="rightsURI" select="."/>
      </xsl:for-each>
      <xsl:if test="@spdx">
        <xsl:attribute name="rightsIdentifier" select="@spdx"/>
        <xsl:attribute name="rightsIdentifierScheme" select="'SPDX'"/>
        <xsl:attribute name="schemeURI" select="'https://spdx.org/licenses/'"/>
      </xsl:if>
      <xsl:sequence select="c:licence(.)"/>
    </rights>
  </xsl:template>

  <xsl:template match="access | rights" mode="datacite" as="element(d:rights)">
    <rights>
      <xsl:for-each select="c:uri(@uri)">
        <xsl:attribute name="rightsURI" select="."/>
      </xsl:for-each>
      <xsl:sequence select="c:lang(@language), string(@text)"/>
    </rights>
  </xsl:template>

  <xsl:template match="abstracts | notes | editorial | project" mode="datacite" as="element(d:description)">
    <xsl:variable name="type" as="xs:string" select="
      if (self::abstracts) then 'Abstract' else if (self::editorial) then 'Methods' else 'Other'"/>
    <description descriptionType="{$type}">
      <xsl:sequence select="c:lang(@language), string(@text)"/>
    </description>
  </xsl:template>

  <xsl:template match="places | creation_places" mode="datacite" as="element(d:geoLocation)">
    <geoLocation>
      <geoLocationPlace>{@name}</geoLocationPlace>
      <xsl:if test="@coordinates">
        <geoLocationPoint>
          <pointLongitude>{tokenize(@coordinates)[2]}</pointLongitude>
          <pointLatitude>{tokenize(@coordinates)[1]}</pointLatitude>
        </geoLocationPoint>
      </xsl:if>
    </geoLocation>
  </xsl:template>
</xsl:stylesheet>
