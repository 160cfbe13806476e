<?xml version="1.0" encoding="UTF-8"?>
<!--
  A deposit in HAL: TEI in the profile AOfr, which is metadata alone. The edition itself is a file that lies beside it in
  the ZIP and is named in edition/ref.

  HAL wants more than a header says: a domain, a type of document, a forename for each author. What is not there is not
  made up; HAL then refuses the deposit and names it.

  Source: the schema aofr.xsd and HAL's guide to importing by SWORD.
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

  <xsl:mode name="hal" on-no-match="deep-skip"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <!-- The code of HAL's list of domains that the depositor chooses, as “shs.hist”; several with spaces between them. -->
  <xsl:param name="domains" as="xs:string" select="''"/>

  <!-- The code of HAL's list of types that the depositor chooses: OUV for a book, OTHER for what is none of them. -->
  <xsl:param name="typology" as="xs:string" select="'OTHER'"/>

  <!-- The name of the edition's file in the ZIP; none if only the record is deposited. -->
  <xsl:param name="file" as="xs:string" select="''"/>

  <!-- The identifiers of persons that HAL knows, and what it calls them. -->
  <xsl:variable name="hal-schemes" as="map(xs:string, xs:string)" select="map{
    'idhal': 'idhal', 'idref': 'IDREF', 'isni': 'ISNI', 'orcid': 'ORCID', 'viaf': 'VIAF'}"/>

  <!-- The language of texts whose own is not told. -->
  <xsl:variable name="main-language" as="xs:string" select="(/record/language[@valid = 'true']/@tag[c:is-tag(.)], 'und')[1] ! string()"/>

  <!-- Where authors work, each institution once. -->
  <xsl:variable name="affiliations" as="element(affiliations)*">
    <xsl:for-each-group select="/record/(creators, contributors[not(@kind = 'organisation')])/affiliations" group-by="@text">
      <xsl:sequence select="."/>
    </xsl:for-each-group>
  </xsl:variable>

  <xsl:template match="/" as="element(t:TEI)">
    <xsl:apply-templates select="record" mode="hal"/>
  </xsl:template>

  <xsl:template match="record" mode="hal" as="element(t:TEI)">
    <TEI>
      <text>
        <body>
          <listBibl>
            <biblFull>
              <titleStmt>
                <xsl:apply-templates mode="hal" select="c:titles(.), creators, contributors, funders"/>
              </titleStmt>
              <xsl:call-template name="edition"/>
              <xsl:call-template name="publication"/>
              <xsl:if test="notes">
                <notesStmt>
                  <xsl:apply-templates mode="hal" select="notes"/>
                </notesStmt>
              </xsl:if>
              <xsl:call-template name="citation"/>
              <xsl:call-template name="profile"/>
            </biblFull>
          </listBibl>
        </body>
        <xsl:if test="exists($affiliations)">
          <back>
            <listOrg type="structures">
              <xsl:apply-templates mode="hal" select="$affiliations"/>
            </listOrg>
          </back>
        </xsl:if>
      </text>
    </TEI>
  </xsl:template>

  <!-- Titles and names ============================================================================================= -->

  <xsl:template match="titles" mode="hal" as="element(t:title)">
    <title>
      <xsl:if test="not(. is c:main-title(..)) and not(@type = 'main')">
        <xsl:attribute name="type" select="'sub'"/>
      </xsl:if>
      <xsl:sequence select="c:hal-language(.), string(@text)"/>
    </title>
  </xsl:template>

  <xsl:template match="titles[@type = ('alt', 'short', 'desc')]" mode="hal" priority="1" as="element(t:title)?">
    <!-- HAL has a title and a subtitle in each language, and nothing else. -->
    <xsl:if test=". is c:main-title(..)">
      <xsl:next-match/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="creators | contributors" mode="hal" as="element(t:author)?">
    <author role="{if (self::creators) then 'aut' else (tokenize(@relators)[1], 'oth')[1]}">
      <persName>
        <forename type="first">{@forename}</forename>
        <surname>{if (@surname) then string-join((@name_link, @surname), ' ') else @sort_name}</surname>
      </persName>
      <xsl:for-each select="email">
        <email>{@text}</email>
      </xsl:for-each>
      <xsl:for-each select="c:sound(.)[map:contains($hal-schemes, @scheme)]">
        <idno type="{$hal-schemes(@scheme)}">
          <xsl:if test="@scheme = 'idhal'">
            <xsl:attribute name="notation" select="'string'"/>
          </xsl:if>
          <xsl:sequence select="if (@scheme = 'idhal') then string(@value) else c:identifier(.)"/>
        </idno>
      </xsl:for-each>
      <xsl:for-each select="affiliations">
        <affiliation ref="#{c:structure(.)}"/>
      </xsl:for-each>
    </author>
  </xsl:template>

  <!-- HAL has authors who are persons; an organisation may only be named in the element that its schema keeps for old
       deposits. Those that are not authors have no place. -->
  <xsl:template match="creators[@kind = 'organisation']" mode="hal" priority="1" as="element(t:author)">
    <author role="aut">
      <orgName>{@display}</orgName>
    </author>
  </xsl:template>

  <xsl:template match="contributors[@kind = 'organisation']" mode="hal" priority="1" as="empty-sequence()"/>

  <xsl:template match="funders" mode="hal" as="element(t:funder)">
    <funder>{string-join((agent/@display, grants/@number), ', ')}</funder>
  </xsl:template>

  <xsl:template match="affiliations" mode="hal" as="element(t:org)">
    <org type="institution">
      <xsl:attribute name="xml:id" select="c:structure(.)"/>
      <xsl:for-each select="c:sound(.)">
        <idno type="{upper-case(@scheme)}">{c:identifier(.)}</idno>
      </xsl:for-each>
      <orgName>{@text}</orgName>
    </org>
  </xsl:template>

  <xsl:function name="c:structure" as="xs:string">
    <xsl:param name="affiliation" as="element(affiliations)"/>
    <xsl:sequence select="'localStruct-' || index-of($affiliations ! string(@text), string($affiliation/@text))"/>
  </xsl:function>

  <!-- The publication ============================================================================================== -->

  <xsl:template name="edition" as="element(t:editionStmt)?">
    <xsl:variable name="written" as="xs:string?" select="creation_dates[@extent = 'instant'][1] ! c:point(@start)"/>
    <xsl:if test="exists($written) or $file != ''">
      <editionStmt>
        <edition>
          <xsl:for-each select="$written">
            <date type="whenWritten">{.}</date>
          </xsl:for-each>
          <xsl:if test="$file != ''">
            <ref type="file" subtype="author" n="1" target="{$file}"/>
          </xsl:if>
        </edition>
      </editionStmt>
    </xsl:if>
  </xsl:template>

  <xsl:template name="publication" as="element(t:publicationStmt)?">
    <xsl:if test="licences">
      <publicationStmt>
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
      </publicationStmt>
    </xsl:if>
  </xsl:template>

  <xsl:template match="notes" mode="hal" as="element(t:note)">
    <note type="commentary">{@text}</note>
  </xsl:template>

  <xsl:template name="citation" as="element(t:sourceDesc)">
    <xsl:variable name="date" as="xs:string?" select="publication_date ! (c:point(@start), c:point(@end))[1]"/>
    <sourceDesc>
      <biblStruct>
        <analytic>
          <xsl:apply-templates mode="hal" select="c:titles(.), creators, contributors"/>
        </analytic>
        <monogr>
          <xsl:for-each select="c:sound(.)[@scheme = 'isbn']">
            <idno type="isbn">{@value}</idno>
          </xsl:for-each>
          <imprint>
            <xsl:for-each select="publishers, authorities, distributors">
              <publisher>{@display}</publisher>
            </xsl:for-each>
            <xsl:for-each select="publication_places">
              <pubPlace>{@name}</pubPlace>
            </xsl:for-each>
            <xsl:for-each select="c:host-titles(.)/@text, series/(titles[1]/@text, @text)[1]">
              <biblScope unit="serie">{.}</biblScope>
            </xsl:for-each>
            <xsl:for-each select="series/scope">
              <biblScope unit="volume">{@text}</biblScope>
            </xsl:for-each>
            <xsl:for-each select="$date">
              <date type="datePub">{.}</date>
            </xsl:for-each>
          </imprint>
        </monogr>
        <xsl:for-each select="c:sound(.)[@scheme = 'doi'][1]">
          <idno type="doi">{@value}</idno>
        </xsl:for-each>
        <xsl:for-each select="(c:sound(.)[not(@scheme = ('doi', 'isbn'))]/@uri[matches(., '^https?:')])[1]">
          <ref type="publisher" target="{.}"/>
        </xsl:for-each>
        <xsl:for-each select="distinct-values(related/(c:sound(.)/@uri, @target)[matches(., '^https?:')][1])">
          <ref type="seeAlso" target="{.}"/>
        </xsl:for-each>
      </biblStruct>
    </sourceDesc>
  </xsl:template>

  <!-- The profile ================================================================================================== -->

  <xsl:template name="profile" as="element(t:profileDesc)">
    <profileDesc>
      <xsl:for-each select="language[@valid = 'true'][matches(@tag, '^[A-Za-z]{2}')]">
        <langUsage>
          <language ident="{lower-case(tokenize(@tag, '-')[1])}">{@name}</language>
        </langUsage>
      </xsl:for-each>
      <textClass>
        <xsl:if test="subjects">
          <keywords scheme="author">
            <xsl:apply-templates mode="hal" select="subjects"/>
          </keywords>
        </xsl:if>
        <xsl:for-each select="tokenize($domains)">
          <classCode scheme="halDomain" n="{.}"/>
        </xsl:for-each>
        <classCode scheme="halTypology" n="{$typology}"/>
      </textClass>
      <xsl:apply-templates mode="hal" select="abstracts"/>
    </profileDesc>
  </xsl:template>

  <xsl:template match="subjects" mode="hal" as="element(t:term)">
    <term>
      <xsl:sequence select="c:hal-language(.), string(@term)"/>
    </term>
  </xsl:template>

  <xsl:template match="abstracts" mode="hal" as="element(t:abstract)">
    <abstract>
      <xsl:sequence select="c:hal-language(.)"/>
      <xsl:for-each select="tokenize(@text, '\n')">
        <p>{.}</p>
      </xsl:for-each>
    </abstract>
  </xsl:template>

  <!-- HAL asks for the language of each text, by its code of two letters: the text's own or the document's. -->
  <xsl:function name="c:hal-language" as="attribute(xml:lang)">
    <xsl:param name="text" as="element()"/>
    <xsl:attribute name="xml:lang" select="lower-case(tokenize(($text/@language[c:is-tag(.)], $main-language)[1], '-')[1])"/>
  </xsl:function>
</xsl:stylesheet>
