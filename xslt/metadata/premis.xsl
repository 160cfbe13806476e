<?xml version="1.0" encoding="UTF-8"?>
<!--
  PREMIS, version 3: the document as an intellectual entity, the files of a package, what happened to them, by whom, and
  the rights in them. The stylesheet of METS includes this one: what is here stands in the mode "premis".

  Without a package there are the entity, the dated entries of the header's history and the statements of rights. Its
  identifiers are counted (file-1, event-1): they are local to the record, and the same each time.

  Source: PREMIS Data Dictionary for Preservation Metadata, version 3.0.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:c="urn:tei:crosswalk"
  xmlns:premis="http://www.loc.gov/premis/v3"
  xpath-default-namespace="urn:tei:record">

  <xsl:mode name="premis" on-no-match="deep-skip"/>
  <xsl:mode name="premis-agent" on-no-match="deep-skip"/>
  <xsl:mode name="premis-basis" on-no-match="deep-skip"/>

  <!-- What happened to the file at a path. -->
  <xsl:key name="events-of-file" match="events" use="tokenize(@paths, '\n')"/>

  <!-- What has an event of its own: entries of the history with a date, and what the package tells of itself. -->
  <xsl:function name="c:events" as="element()*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:sequence select="$record/changes[c:event-date(date)], $record/events"/>
  </xsl:function>

  <!-- Persons and programs that did something, one for each name. -->
  <xsl:function name="c:doers" as="element()*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:for-each-group select="c:events($record)/(self::changes/agents | self::events[@agent])" group-by="c:doer(.)">
      <xsl:sequence select="."/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:function name="c:doer" as="xs:string">
    <xsl:param name="doer" as="element()"/>
    <xsl:sequence select="$doer/(self::agents/@display | self::events/@agent)"/>
  </xsl:function>

  <!-- The rights in the document: licences, then statements. -->
  <xsl:function name="c:rights" as="element()*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:sequence select="$record/licences, $record/rights"/>
  </xsl:function>

  <!-- A date as PREMIS has them; none of a stretch of time and none that is in words. -->
  <xsl:function name="c:event-date" as="xs:string?">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="$date[@extent = 'instant'][c:point(@start)] ! string((@moment[matches(., 'T\d\d:\d\d:\d\d')], @start)[1])"/>
  </xsl:function>

  <!-- Objects ====================================================================================================== -->

  <xsl:template match="record" mode="premis" as="element(premis:object)">
    <premis:object xsi:type="premis:intellectualEntity">
      <xsl:for-each select="c:sound(.)">
        <xsl:sequence select="c:premis-identifier('objectIdentifier', c:scheme(.), c:identifier(.))"/>
      </xsl:for-each>
      <xsl:if test="empty(c:sound(.))">
        <xsl:sequence select="c:premis-identifier('objectIdentifier', 'local', string((xml_id/@text, 'document')[1]))"/>
      </xsl:if>
      <xsl:for-each select="title">
        <premis:originalName>{@text}</premis:originalName>
      </xsl:for-each>
      <xsl:if test="files">
        <premis:relationship>
          <premis:relationshipType>structural</premis:relationshipType>
          <premis:relationshipSubType>is represented by</premis:relationshipSubType>
          <xsl:for-each select="files">
            <xsl:sequence select="c:premis-identifier('relatedObjectIdentifier', 'local', c:file-number(.))"/>
          </xsl:for-each>
        </premis:relationship>
      </xsl:if>
      <xsl:for-each select="c:events(.)[self::changes or not(@paths)]">
        <xsl:sequence select="c:premis-identifier('linkingEventIdentifier', 'local', c:event-number(.))"/>
      </xsl:for-each>
      <xsl:for-each select="c:rights(.)">
        <xsl:sequence select="c:premis-identifier('linkingRightsStatementIdentifier', 'local', 'rights-' || position())"/>
      </xsl:for-each>
    </premis:object>
  </xsl:template>

  <xsl:template match="files" mode="premis" as="element(premis:object)">
    <xsl:variable name="path" as="xs:string" select="@path"/>
    <premis:object xsi:type="premis:file">
      <xsl:sequence select="c:premis-identifier('objectIdentifier', 'local', c:file-number(.))"/>
      <premis:objectCharacteristics>
        <premis:compositionLevel>0</premis:compositionLevel>
        <xsl:for-each select="@sha512, @sha256">
          <premis:fixity>
            <premis:messageDigestAlgorithm>{if (local-name() = 'sha512') then 'SHA-512' else 'SHA-256'}</premis:messageDigestAlgorithm>
            <premis:messageDigest>{.}</premis:messageDigest>
          </premis:fixity>
        </xsl:for-each>
        <premis:size>{@size_bytes}</premis:size>
        <premis:format>
          <premis:formatDesignation>
            <premis:formatName>{@media_type}</premis:formatName>
          </premis:formatDesignation>
        </premis:format>
      </premis:objectCharacteristics>
      <premis:originalName>{$path}</premis:originalName>
      <xsl:for-each select="key('events-of-file', $path)">
        <xsl:sequence select="c:premis-identifier('linkingEventIdentifier', 'local', c:event-number(.))"/>
      </xsl:for-each>
    </premis:object>
  </xsl:template>

  <!-- Events ======================================================================================================= -->

  <xsl:template match="changes | events" mode="premis" as="element(premis:event)">
    <premis:event>
      <xsl:sequence select="c:premis-identifier('eventIdentifier', 'local', c:event-number(.))"/>
      <premis:eventType>{if (self::changes) then 'modification' else @type}</premis:eventType>
      <premis:eventDateTime>{if (self::changes) then c:event-date(date) else @date}</premis:eventDateTime>
      <xsl:for-each select="(@text, @detail)[1]">
        <premis:eventDetailInformation>
          <premis:eventDetail>{.}</premis:eventDetail>
        </premis:eventDetailInformation>
      </xsl:for-each>
      <xsl:for-each select="@outcome">
        <premis:eventOutcomeInformation>
          <premis:eventOutcome>{.}</premis:eventOutcome>
        </premis:eventOutcomeInformation>
      </xsl:for-each>
      <xsl:for-each select="self::changes/agents | self::events[@agent]">
        <xsl:sequence select="c:premis-identifier('linkingAgentIdentifier', 'local', c:doer-number(.))"/>
      </xsl:for-each>
    </premis:event>
  </xsl:template>

  <!-- Agents ======================================================================================================= -->

  <xsl:template match="agents | events" mode="premis-agent" as="element(premis:agent)">
    <premis:agent>
      <xsl:sequence select="c:premis-identifier('agentIdentifier', 'local', c:doer-number(.))"/>
      <xsl:for-each select="self::agents ! c:sound(.)">
        <xsl:sequence select="c:premis-identifier('agentIdentifier', c:scheme(.), c:identifier(.))"/>
      </xsl:for-each>
      <premis:agentName>{c:doer(.)}</premis:agentName>
      <xsl:for-each select="if (self::events) then 'software' else @kind[. != 'unknown']">
        <premis:agentType>{replace(., 'organisation', 'organization')}</premis:agentType>
      </xsl:for-each>
      <xsl:for-each select="self::events/@agent_version">
        <premis:agentVersion>{.}</premis:agentVersion>
      </xsl:for-each>
    </premis:agent>
  </xsl:template>

  <!-- Rights ======================================================================================================= -->

  <xsl:template match="licences | record/rights" mode="premis" as="element(premis:rights)">
    <xsl:variable name="number" as="xs:integer" select="index-of(c:rights(..) ! generate-id(), generate-id())"/>
    <premis:rights>
      <premis:rightsStatement>
        <xsl:sequence select="c:premis-identifier('rightsStatementIdentifier', 'local', 'rights-' || $number)"/>
        <xsl:apply-templates select="." mode="premis-basis"/>
      </premis:rightsStatement>
    </premis:rights>
  </xsl:template>

  <xsl:template match="licences" mode="premis-basis" as="element()+">
    <premis:rightsBasis>license</premis:rightsBasis>
    <premis:licenseInformation>
      <xsl:for-each select="@spdx">
        <xsl:sequence select="c:premis-identifier('licenseDocumentationIdentifier', 'SPDX', .)"/>
      </xsl:for-each>
      <xsl:for-each select="@uri">
        <xsl:sequence select="c:premis-identifier('licenseDocumentationIdentifier', 'URI', .)"/>
      </xsl:for-each>
      <premis:licenseTerms>{c:licence(.)}</premis:licenseTerms>
    </premis:licenseInformation>
  </xsl:template>

  <xsl:template match="rights" mode="premis-basis" as="element()+">
    <premis:rightsBasis>other</premis:rightsBasis>
    <premis:otherRightsInformation>
      <xsl:for-each select="@uri">
        <xsl:sequence select="c:premis-identifier('otherRightsDocumentationIdentifier', 'URI', .)"/>
      </xsl:for-each>
      <premis:otherRightsBasis>statement in the header of the document</premis:otherRightsBasis>
      <xsl:for-each select="@text">
        <premis:otherRightsNote>{.}</premis:otherRightsNote>
      </xsl:for-each>
    </premis:otherRightsInformation>
  </xsl:template>

  <!-- Identifiers ================================================================================================== -->

  <!-- An identifier of PREMIS: an element with a type and a value, named after it. -->
  <xsl:function name="c:premis-identifier" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:element name="premis:{$name}">
      <xsl:element name="premis:{$name}Type">{$type}</xsl:element>
      <xsl:element name="premis:{$name}Value">{$value}</xsl:element>
    </xsl:element>
  </xsl:function>

  <xsl:function name="c:scheme" as="xs:string">
    <xsl:param name="identifier" as="element(identifiers)"/>
    <xsl:sequence select="if (string-length($identifier/@scheme) le 5) then upper-case($identifier/@scheme) else string($identifier/@scheme)"/>
  </xsl:function>

  <xsl:function name="c:file-number" as="xs:string">
    <xsl:param name="file" as="element(files)"/>
    <xsl:sequence select="'file-' || $file/@number"/>
  </xsl:function>

  <xsl:function name="c:event-number" as="xs:string">
    <xsl:param name="event" as="element()"/>
    <xsl:sequence select="'event-' || index-of(c:events($event/..) ! generate-id(), generate-id($event))"/>
  </xsl:function>

  <xsl:function name="c:doer-number" as="xs:string">
    <xsl:param name="doer" as="element()"/>
    <xsl:sequence select="'agent-' || index-of(c:doers(root($doer)/record) ! c:doer(.), c:doer($doer))"/>
  </xsl:function>
</xsl:stylesheet>
