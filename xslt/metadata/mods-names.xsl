<?xml version="1.0" encoding="UTF-8"?>
<!-- MODS: names, places and dates. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:c="urn:tei:crosswalk"
  xmlns:mods="http://www.loc.gov/mods/v3"
  xpath-default-namespace="urn:tei:record">

  <!-- Names ======================================================================================================== -->

  <xsl:template match="creators | contributors | authors | editors" mode="mods" as="element(mods:name)">
    <mods:name>
      <xsl:sequence select="c:mods-name(.)"/>
      <xsl:for-each select="roles">
        <mods:role>
          <xsl:for-each select="@text">
            <mods:roleTerm type="text">{.}</mods:roleTerm>
          </xsl:for-each>
          <xsl:for-each select="tokenize(@relators)[1]">
            <xsl:sequence select="c:mods-relator(.)"/>
          </xsl:for-each>
        </mods:role>
        <xsl:for-each select="tail(tokenize(@relators))">
          <mods:role>
            <xsl:sequence select="c:mods-relator(.)"/>
          </mods:role>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:if test="self::authors[not(roles)]">
        <mods:role>
          <xsl:sequence select="c:mods-relator('aut')"/>
        </mods:role>
      </xsl:if>
    </mods:name>
  </xsl:template>

  <xsl:template match="funders" mode="mods" as="element()+">
    <mods:name>
      <xsl:sequence select="c:mods-name(agent)"/>
      <mods:role>
        <xsl:sequence select="c:mods-relator('fnd')"/>
      </mods:role>
    </mods:name>
    <xsl:for-each select="grants">
      <mods:note type="funding">{../agent/@display}: {string-join((@number, @uri), ', ')}</mods:note>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="c:mods-relator" as="element(mods:roleTerm)">
    <xsl:param name="code" as="xs:string"/>
    <mods:roleTerm type="code" authority="marcrelator" authorityURI="http://id.loc.gov/vocabulary/relators"
      valueURI="http://id.loc.gov/vocabulary/relators/{$code}">{$code}</mods:roleTerm>
  </xsl:function>

  <!-- The type, the parts, the display form, the identifiers and the affiliations of a name. -->
  <xsl:function name="c:mods-name" as="node()*">
    <xsl:param name="agent" as="element()"/>
    <xsl:if test="$agent/@kind = ('person', 'organisation')">
      <xsl:attribute name="type" select="if ($agent/@kind = 'person') then 'personal' else 'corporate'"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$agent/@surname and not($agent/@kind = 'organisation')">
        <mods:namePart type="family">{$agent/@surname}</mods:namePart>
        <xsl:for-each select="string-join($agent/(@forename, @name_link), ' ')[. != '']">
          <mods:namePart type="given">{.}</mods:namePart>
        </xsl:for-each>
        <xsl:for-each select="string-join($agent/(@honorific, @generation), ', ')[. != '']">
          <mods:namePart type="termsOfAddress">{.}</mods:namePart>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <mods:namePart>{$agent/@sort_name}</mods:namePart>
      </xsl:otherwise>
    </xsl:choose>
    <mods:displayForm>{$agent/@display}</mods:displayForm>
    <xsl:for-each select="$agent/affiliations">
      <mods:affiliation>{@text}</mods:affiliation>
    </xsl:for-each>
    <xsl:for-each select="c:sound($agent)">
      <mods:nameIdentifier type="{@scheme}">{c:identifier(.)}</mods:nameIdentifier>
    </xsl:for-each>
  </xsl:function>

  <!-- Places and dates ============================================================================================= -->

  <xsl:template name="mods-publication" as="element(mods:originInfo)?">
    <xsl:if test="publication_places | publishers | authorities | distributors | publication_dates | edition">
      <mods:originInfo eventType="publication">
        <xsl:apply-templates select="publication_places" mode="mods"/>
        <xsl:for-each select="publishers | authorities | distributors">
          <mods:publisher>{@display}</mods:publisher>
        </xsl:for-each>
        <xsl:for-each select="publication_dates">
          <xsl:sequence select="c:mods-date(., 'dateIssued', position() = 1)"/>
        </xsl:for-each>
        <xsl:for-each select="edition">
          <mods:edition>{string-join((@text, @number[not(contains(../@text, .))]), ', ')}</mods:edition>
        </xsl:for-each>
      </mods:originInfo>
    </xsl:if>
  </xsl:template>

  <xsl:template name="mods-creation" as="element(mods:originInfo)?">
    <xsl:if test="creation_dates | creation_places">
      <mods:originInfo eventType="creation of the text">
        <xsl:apply-templates select="creation_places" mode="mods"/>
        <xsl:for-each select="creation_dates">
          <xsl:sequence select="c:mods-date(., 'dateCreated', false())"/>
        </xsl:for-each>
      </mods:originInfo>
    </xsl:if>
  </xsl:template>

  <xsl:template match="publication_places | creation_places | origin_places" mode="mods" as="element(mods:place)">
    <mods:place>
      <mods:placeTerm type="text">
        <xsl:for-each select="c:sound(.)[c:uri(@uri)][1]">
          <xsl:attribute name="valueURI" select="@uri"/>
        </xsl:for-each>
        <xsl:sequence select="string(@name)"/>
      </mods:placeTerm>
    </mods:place>
  </xsl:template>

  <!-- A date, or the two ends of one: by W3CDTF where that has them, by EDTF otherwise; then in words, if they say more. -->
  <xsl:function name="c:mods-date" as="element()*">
    <xsl:param name="date" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="is-key" as="xs:boolean"/>
    <xsl:variable name="ends" as="xs:string*" select="$date/(@start, @end)/string()"/>
    <xsl:variable name="is-range" as="xs:boolean" select="exists($date/@edtf) and not($date/@start = $date/@end)"/>
    <xsl:for-each select="if ($is-range) then $date/(@start, @end) else $date/@start">
      <xsl:element name="mods:{$name}">
        <xsl:attribute name="encoding" select="if (every $end in $ends satisfies c:is-common($end)) then 'w3cdtf' else 'edtf'"/>
        <xsl:if test="$is-key and position() = 1">
          <xsl:attribute name="keyDate" select="'yes'"/>
        </xsl:if>
        <xsl:if test="$is-range">
          <xsl:attribute name="point" select="local-name()"/>
        </xsl:if>
        <xsl:for-each select="c:qualifier($date)">
          <xsl:attribute name="qualifier" select="."/>
        </xsl:for-each>
        <xsl:sequence select="string()"/>
      </xsl:element>
    </xsl:for-each>
    <xsl:for-each select="$date/@text[not(. = $ends)]">
      <xsl:element name="mods:{$name}">
        <xsl:sequence select="string()"/>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
