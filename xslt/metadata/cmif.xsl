<?xml version="1.0" encoding="UTF-8"?>
<!--
  The Correspondence Metadata Interchange Format: for each letter who wrote to whom, from where to where, and when.

  What happened to a letter on its way has no place in it: each letter is sent once and received once, and all who take
  part stand there together.

  Source: TEI Correspondence SIG, CMIF, version 1; TEI Guidelines, section 2.4.6.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:tei:crosswalk"
  xmlns:t="http://www.tei-c.org/ns/1.0"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>

  <xsl:mode name="cmif" on-no-match="deep-skip"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <!-- The identifier of the edition among all that are collected: letters point to it. It has to last. -->
  <xsl:param name="edition-id" as="xs:string" required="yes"/>

  <!-- The authority files in which persons and organisations are looked for, in their order: one address is allowed. -->
  <xsl:param name="name-files" as="xs:string" required="yes"/>

  <!-- The same for places. -->
  <xsl:param name="place-files" as="xs:string" required="yes"/>

  <xsl:template match="/" as="element(t:TEI)">
    <xsl:apply-templates select="record" mode="cmif"/>
  </xsl:template>

  <xsl:template match="record" mode="cmif" as="element(t:TEI)">
    <xsl:variable name="letters" as="element(t:correspDesc)*">
      <xsl:apply-templates select="correspondences" mode="cmif"/>
    </xsl:variable>
    <TEI>
      <teiHeader>
        <fileDesc>
          <titleStmt>
            <title>
              <xsl:sequence select="title/c:lang(@language), string((title/@text, 'Untitled')[1])"/>
            </title>
            <xsl:for-each select="c:editors(.)">
              <editor>{@natural_name}</editor>
            </xsl:for-each>
          </titleStmt>
          <xsl:call-template name="publication"/>
          <xsl:call-template name="edition"/>
        </fileDesc>
        <xsl:if test="exists($letters)">
          <profileDesc>
            <xsl:sequence select="$letters"/>
          </profileDesc>
        </xsl:if>
      </teiHeader>
      <text>
        <body>
          <p/>
        </body>
      </text>
    </TEI>
  </xsl:template>

  <!-- Who answers for the edition: the editors, or whoever took part in it. -->
  <xsl:function name="c:editors" as="element(contributors)*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:variable name="editors" as="element(contributors)*" select="$record/contributors[tokenize(@relators) = 'edt']"/>
    <xsl:sequence select="if (exists($editors)) then $editors else $record/contributors"/>
  </xsl:function>

  <!-- The address of the edition on the web. -->
  <xsl:function name="c:web-address" as="xs:string?">
    <xsl:param name="record" as="element(record)"/>
    <xsl:sequence select="(c:sound($record)/@uri[matches(., '^https?:')][c:uri(.)])[1] ! string()"/>
  </xsl:function>

  <!-- The edition ================================================================================================== -->

  <xsl:template name="publication" as="element(t:publicationStmt)">
    <publicationStmt>
      <xsl:choose>
        <xsl:when test="publisher">
          <publisher>{publisher/@display}</publisher>
          <xsl:for-each select="c:web-address(.)">
            <idno type="url">{.}</idno>
          </xsl:for-each>
          <xsl:for-each select="publication_date">
            <xsl:sequence select="c:date(.)"/>
          </xsl:for-each>
          <xsl:if test="licences">
            <availability>
              <xsl:for-each select="licences">
                <licence>
                  <xsl:for-each select="c:uri(@uri)">
                    <xsl:attribute name="target" select="."/>
                  </xsl:for-each>
                  <xsl:sequence select="c:licence(.)"/>
                </licence>
              </xsl:for-each>
            </availability>
          </xsl:if>
        </xsl:when>
        <xsl:otherwise>
          <p>{string-join((c:web-address(.), publication_date/c:iso(.), licences ! c:licence(.)), '. ')}</p>
        </xsl:otherwise>
      </xsl:choose>
    </publicationStmt>
  </xsl:template>

  <xsl:template name="edition" as="element(t:sourceDesc)">
    <sourceDesc>
      <bibl type="online">
        <xsl:attribute name="xml:id" select="$edition-id"/>
        <xsl:variable name="editors" as="xs:string?" select="string-join(c:editors(.) ! @natural_name, ', ')[. != '']"/>
        <xsl:variable name="imprint" as="xs:string?" select="string-join((publisher/@display, publication_date/@year), ' ')[. != '']"/>
        <xsl:sequence select="string-join((string-join(($editors, title/@text), ': ')[. != ''], $imprint), '. ')"/>
        <xsl:for-each select="c:web-address(.)">
          <xsl:text>. </xsl:text>
          <ref target="{.}">{.}</ref>
        </xsl:for-each>
      </bibl>
    </sourceDesc>
  </xsl:template>

  <!-- The letters ================================================================================================== -->

  <xsl:template match="correspondences" mode="cmif" as="element(t:correspDesc)?">
    <xsl:variable name="acts" as="element(t:correspAction)*" select="('sent', 'received') ! c:act(., current())"/>
    <xsl:if test="exists($acts)">
      <correspDesc>
        <xsl:for-each select="@key[. != '']">
          <xsl:attribute name="key" select="normalize-space()"/>
        </xsl:for-each>
        <xsl:for-each select="(c:uri(@ref), c:web-address(..))[1]">
          <xsl:attribute name="ref" select="."/>
        </xsl:for-each>
        <xsl:attribute name="source" select="'#' || $edition-id"/>
        <xsl:sequence select="$acts"/>
      </correspDesc>
    </xsl:if>
  </xsl:template>

  <!-- All acts of a type as one. -->
  <xsl:function name="c:act" as="element(t:correspAction)?">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="letter" as="element(correspondences)"/>
    <xsl:variable name="acts" as="element(actions)*" select="$letter/actions[@type = $type]"/>
    <xsl:variable name="parts" as="element()*">
      <xsl:apply-templates select="$acts/agents, $acts/places" mode="cmif"/>
      <xsl:sequence select="$acts/dates ! c:date(.)"/>
    </xsl:variable>
    <xsl:if test="exists($parts)">
      <correspAction type="{$type}">
        <xsl:sequence select="$parts"/>
      </correspAction>
    </xsl:if>
  </xsl:function>

  <xsl:template match="agents" mode="cmif" as="element()">
    <xsl:element name="{if (@kind = 'organisation') then 'orgName' else 'persName'}">
      <xsl:sequence select="c:reference(., $name-files), string((@full_name, @display)[1])"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="places" mode="cmif" as="element(t:placeName)">
    <placeName>
      <xsl:sequence select="c:reference(., $place-files), string(@name)"/>
    </placeName>
  </xsl:template>

  <!-- The address of a person or place in the first of these files that it has one in. -->
  <xsl:function name="c:reference" as="attribute(ref)?">
    <xsl:param name="named" as="element()"/>
    <xsl:param name="files" as="xs:string"/>
    <xsl:for-each select="(for $file in tokenize($files) return c:sound($named)[@scheme = $file][c:uri(@uri)])[1]">
      <xsl:attribute name="ref" select="@uri"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Dates ======================================================================================================== -->

  <!-- A date with the attributes of TEI, if it is told in numbers. -->
  <xsl:function name="c:date" as="element(t:date)?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="names" as="xs:string+" select="
      if ($date/@extent = 'instant') then 'when' else if ($date/@extent = 'interval') then ('from', 'to')
      else ('notBefore', 'notAfter')"/>
    <xsl:variable name="attributes" as="attribute()*">
      <xsl:for-each select="$date[c:range(.)]/@start">
        <xsl:attribute name="{$names[1]}" select="c:tei-point(.)"/>
      </xsl:for-each>
      <xsl:for-each select="$date[c:range(.)][count($names) = 2]/@end">
        <xsl:attribute name="{$names[2]}" select="c:tei-point(.)"/>
      </xsl:for-each>
      <xsl:for-each select="$date[c:range(.)]/@certainty[. = ('high', 'medium', 'low', 'unknown')]">
        <xsl:attribute name="cert" select="."/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($attributes)">
      <date>
        <xsl:sequence select="$attributes, string($date/@text)"/>
      </date>
    </xsl:if>
  </xsl:function>

  <!-- TEI's attributes have the date types of XML Schema 1.0: before the year 1 comes the year -1. -->
  <xsl:function name="c:tei-point" as="xs:string">
    <xsl:param name="point" as="xs:string"/>
    <xsl:variable name="year" as="xs:integer" select="xs:integer(replace($point, '^(-?\d{4}).*$', '$1'))"/>
    <xsl:sequence select="
      if ($year gt 0) then $point
      else '-' || format-integer(abs($year - 1), '0000') || substring($point, if (starts-with($point, '-')) then 6 else 5)"/>
  </xsl:function>
</xsl:stylesheet>
