<?xml version="1.0" encoding="UTF-8"?>
<!--
  DCMI Metadata Terms, with the encoding schemes of DCMI in xsi:type where a value keeps to one.

  DCMI prescribes no outermost element; this one has no namespace, as in DCMI's own examples.

  Source: DCMI Metadata Terms (2020-01-20); DCMI Period and DCMI Point Encoding Schemes.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:c="urn:tei:crosswalk"
  xmlns:dcterms="http://purl.org/dc/terms/"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>

  <xsl:mode name="dcterms" on-no-match="deep-skip"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <!-- The relations that DCMI has terms for; the header may write them as it likes. -->
  <xsl:variable name="relations" as="xs:string+" select="
    ('isPartOf', 'hasPart', 'isVersionOf', 'hasVersion', 'isFormatOf', 'hasFormat', 'references', 'isReferencedBy',
     'requires', 'isRequiredBy', 'replaces', 'isReplacedBy', 'conformsTo', 'source')"/>

  <xsl:template match="/" as="element(metadata)" xpath-default-namespace="">
    <xsl:apply-templates select="*" mode="dcterms"/>
  </xsl:template>

  <xsl:template match="record" mode="dcterms" as="element()">
    <metadata>
      <xsl:namespace name="dcterms" select="'http://purl.org/dc/terms/'"/>
      <xsl:namespace name="xsi" select="'http://www.w3.org/2001/XMLSchema-instance'"/>
      <xsl:apply-templates mode="dcterms"
        select="c:titles(.), creators, contributors, publishers, authorities, distributors, creation_dates, publication_dates"/>
      <xsl:for-each select="sort(changes/date ! c:point(@end))[last()]">
        <xsl:sequence select="c:dated('modified', .)"/>
      </xsl:for-each>
      <dcterms:type xsi:type="dcterms:DCMIType">Text</dcterms:type>
      <xsl:apply-templates mode="dcterms" select="genres"/>
      <dcterms:format xsi:type="dcterms:IMT">application/tei+xml</dcterms:format>
      <xsl:apply-templates mode="dcterms" select="
        extents, c:sound(.), languages[@valid = 'true'], subjects, abstracts, notes, c:host-titles(.), series, related,
        sources, schemas, places, access, licences, rights"/>
    </metadata>
  </xsl:template>

  <xsl:template match="titles" mode="dcterms" as="element()">
    <xsl:variable name="is-main" as="xs:boolean" select=". is c:main-title(..) or @type = 'main'"/>
    <xsl:sequence select="c:term(if ($is-main) then 'title' else 'alternative', @language, @text)"/>
  </xsl:template>

  <xsl:template match="titles[@level = ('s', 'j')][not(. is c:main-title(..))]" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('isPartOf', @language, @text)"/>
  </xsl:template>

  <xsl:template match="creators" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('creator', (), @sort_name)"/>
  </xsl:template>

  <xsl:template match="contributors" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('contributor', (), @sort_name)"/>
  </xsl:template>

  <xsl:template match="publishers | authorities | distributors" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('publisher', (), @display)"/>
  </xsl:template>

  <xsl:template match="creation_dates" mode="dcterms" as="element()">
    <xsl:sequence select="c:period('created', .)"/>
  </xsl:template>

  <xsl:template match="publication_dates" mode="dcterms" as="element()">
    <xsl:sequence select="c:period('issued', .)"/>
  </xsl:template>

  <xsl:template match="genres" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('type', @language, @term)"/>
  </xsl:template>

  <xsl:template match="extents" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('extent', (), c:extent(.))"/>
  </xsl:template>

  <xsl:template match="identifiers" mode="dcterms" as="element()">
    <xsl:sequence select="c:address('identifier', c:identifier(.))"/>
  </xsl:template>

  <xsl:template match="languages" mode="dcterms" as="element(dcterms:language)">
    <dcterms:language xsi:type="dcterms:RFC4646">{@tag}</dcterms:language>
  </xsl:template>

  <xsl:template match="subjects" mode="dcterms" as="element()+">
    <xsl:sequence select="c:term('subject', @language, @term)"/>
    <xsl:for-each select="c:uri(@uri)">
      <xsl:sequence select="c:address('subject', .)"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="abstracts" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('abstract', @language, @text)"/>
  </xsl:template>

  <xsl:template match="notes" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('description', @language, @text)"/>
  </xsl:template>

  <xsl:template match="series" mode="dcterms" as="element()+">
    <xsl:sequence select="c:term('isPartOf', (), c:series(.)), c:sound(.) ! c:address('isPartOf', c:identifier(.))"/>
  </xsl:template>

  <xsl:template match="related" mode="dcterms" as="element()*">
    <xsl:variable name="term" as="xs:string" select="($relations[lower-case(.) = lower-case(current()/@relation)], 'relation')[1]"/>
    <xsl:sequence select="@text ! c:term($term, (), .)"/>
    <xsl:for-each select="distinct-values((c:sound(.) ! c:identifier(.), if (identifiers) then () else @target/string()))">
      <xsl:sequence select="c:address($term, .)"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="sources" mode="dcterms" as="element()*">
    <xsl:for-each select="distinct-values((c:source(.), c:sound(.) ! c:identifier(.)))">
      <xsl:sequence select="c:address('source', .)"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="schemas" mode="dcterms" as="element()?">
    <xsl:sequence select="@target ! c:address('conformsTo', .)"/>
  </xsl:template>

  <xsl:template match="places" mode="dcterms" as="element()+">
    <xsl:sequence select="c:term('spatial', (), @name), c:sound(.) ! c:address('spatial', c:identifier(.))"/>
    <xsl:if test="@coordinates">
      <dcterms:spatial xsi:type="dcterms:Point">
        <xsl:text>name={translate(@name, ';=', ',-')}; east={tokenize(@coordinates)[2]}; north={tokenize(@coordinates)[1]};</xsl:text>
      </dcterms:spatial>
    </xsl:if>
  </xsl:template>

  <xsl:template match="access" mode="dcterms" as="element()">
    <xsl:sequence select="c:term('accessRights', (), @text)"/>
  </xsl:template>

  <xsl:template match="licences" mode="dcterms" as="element()+">
    <xsl:sequence select="@uri ! c:address('license', .), @text ! c:term('rights', (), .)"/>
  </xsl:template>

  <xsl:template match="rights" mode="dcterms" as="element()+">
    <xsl:sequence select="@uri ! c:address('rights', .), @text[not(. = ../@uri)] ! c:term('rights', ../@language, .)"/>
  </xsl:template>

  <!-- A term in words. -->
  <xsl:function name="c:term" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="language" as="xs:string?"/>
    <xsl:param name="words" as="xs:string?"/>
    <xsl:element name="dcterms:{$name}">
      <xsl:sequence select="c:lang($language), $words"/>
    </xsl:element>
  </xsl:function>

  <!-- A term whose value is an address, if it is one. -->
  <xsl:function name="c:address" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:element name="dcterms:{$name}">
      <xsl:if test="exists(c:uri($value))">
        <xsl:attribute name="xsi:type" select="'dcterms:URI'"/>
      </xsl:if>
      <xsl:sequence select="$value"/>
    </xsl:element>
  </xsl:function>

  <!-- A term whose value is a day, month or year. -->
  <xsl:function name="c:dated" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="point" as="xs:string"/>
    <xsl:element name="dcterms:{$name}">
      <xsl:if test="c:is-common($point)">
        <xsl:attribute name="xsi:type" select="'dcterms:W3CDTF'"/>
      </xsl:if>
      <xsl:sequence select="$point"/>
    </xsl:element>
  </xsl:function>

  <!-- A term whose value is a date of the record: a point, a stretch of time, or words. -->
  <xsl:function name="c:period" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="range" as="xs:string?" select="c:range($date)"/>
    <xsl:choose>
      <xsl:when test="contains($range, '/')">
        <xsl:element name="dcterms:{$name}">
          <xsl:attribute name="xsi:type" select="'dcterms:Period'"/>
          <xsl:sequence select="string-join(($date/@start ! ('start=' || . || ';'), $date/@end ! ('end=' || . || ';'), 'scheme=W3C-DTF;'), ' ')"/>
        </xsl:element>
      </xsl:when>
      <xsl:when test="$range">
        <xsl:sequence select="c:dated($name, $range)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="c:term($name, (), c:iso($date))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
