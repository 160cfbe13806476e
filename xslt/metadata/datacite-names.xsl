<?xml version="1.0" encoding="UTF-8"?>
<!-- DataCite: persons and organisations, and who paid. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns="http://datacite.org/schema/kernel-4"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:c="urn:tei:crosswalk"
  xmlns:d="http://datacite.org/schema/kernel-4"
  xpath-default-namespace="urn:tei:record">

  <!-- Names ======================================================================================================== -->

  <!-- What DataCite says of a person or organisation. -->
  <xsl:function name="c:name" as="element()+">
    <xsl:param name="agent" as="element()"/>
    <xsl:param name="element" as="xs:string"/>
    <xsl:element name="{$element}" namespace="http://datacite.org/schema/kernel-4">
      <xsl:if test="$agent/@kind = ('person', 'organisation')">
        <xsl:attribute name="nameType" select="if ($agent/@kind = 'person') then 'Personal' else 'Organizational'"/>
      </xsl:if>
      <xsl:sequence select="string($agent/@sort_name)"/>
    </xsl:element>
    <xsl:if test="$agent/@surname and not($agent/@kind = 'organisation')">
      <xsl:if test="$agent/@forename">
        <givenName>{string-join($agent/(@forename, @name_link), ' ')}</givenName>
      </xsl:if>
      <familyName>{$agent/@surname}</familyName>
    </xsl:if>
    <xsl:for-each select="c:sound($agent)">
      <nameIdentifier nameIdentifierScheme="{c:name-scheme(.)}">
        <xsl:sequence select="c:scheme-address(.), c:identifier(.)"/>
      </nameIdentifier>
    </xsl:for-each>
    <xsl:for-each select="$agent/affiliations">
      <affiliation>
        <xsl:for-each select="c:sound(.)[@scheme = 'ror'][1]">
          <xsl:attribute name="affiliationIdentifier" select="c:identifier(.)"/>
          <xsl:attribute name="affiliationIdentifierScheme" select="'ROR'"/>
          <xsl:attribute name="schemeURI" select="'https://ror.org'"/>
        </xsl:for-each>
        <xsl:sequence select="string(@text)"/>
      </affiliation>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="c:name-scheme" as="xs:string">
    <xsl:param name="identifier" as="element(identifiers)"/>
    <xsl:sequence select="($name-schemes($identifier/@scheme)[1], upper-case($identifier/@scheme))[1]"/>
  </xsl:function>

  <xsl:function name="c:scheme-address" as="attribute(schemeURI)?">
    <xsl:param name="identifier" as="element(identifiers)"/>
    <xsl:for-each select="$name-schemes($identifier/@scheme)[2]">
      <xsl:attribute name="schemeURI" select="."/>
    </xsl:for-each>
  </xsl:function>

  <!-- There is one publisher; whoever else publishes, holds the authority or distributes is a contributor. -->
  <xsl:function name="c:other-publishers" as="element()*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:sequence select="tail(($record/publishers, $record/authorities, $record/distributors))"/>
  </xsl:function>

  <xsl:template match="publishers | authorities | distributors" mode="datacite" as="element(d:contributor)">
    <contributor contributorType="{if (self::distributors) then 'Distributor' else 'Other'}">
      <xsl:sequence select="c:name(., 'contributorName')"/>
    </contributor>
  </xsl:template>

  <!-- DataCite has one type a contributor: who did several things is named several times. -->
  <xsl:template match="contributors" mode="datacite" as="element(d:contributor)+">
    <xsl:variable name="contributor" as="element(contributors)" select="."/>
    <xsl:variable name="types" as="xs:string*" select="distinct-values(tokenize(@relators) ! $contributor-types(.))"/>
    <xsl:for-each select="if (exists($types)) then $types else 'Other'">
      <contributor contributorType="{.}">
        <xsl:sequence select="c:name($contributor, 'contributorName')"/>
      </contributor>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="funders" mode="datacite" as="element(d:fundingReference)+">
    <xsl:variable name="funder" as="element(funders)" select="."/>
    <xsl:for-each select="if (grants) then grants else .">
      <fundingReference>
        <funderName>{$funder/agent/@display}</funderName>
        <xsl:for-each select="c:sound($funder/agent)[1]">
          <xsl:variable name="types" as="map(xs:string, xs:string)"
            select="map{'crossref-funder': 'Crossref Funder ID', 'ror': 'ROR', 'isni': 'ISNI'}"/>
          <funderIdentifier funderIdentifierType="{($types(@scheme), 'Other')[1]}">{c:identifier(.)}</funderIdentifier>
        </xsl:for-each>
        <xsl:if test="self::grants">
          <awardNumber>
            <xsl:for-each select="c:uri(@uri)">
              <xsl:attribute name="awardURI" select="."/>
            </xsl:for-each>
            <xsl:sequence select="string(@number)"/>
          </awardNumber>
        </xsl:if>
      </fundingReference>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
