<?xml version="1.0" encoding="UTF-8"?>
<!-- MODS: what the edition was made from, what it is part of, and what else it is related to. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:c="urn:tei:crosswalk"
  xmlns:mods="http://www.loc.gov/mods/v3"
  xpath-default-namespace="urn:tei:record">

  <!-- Other works ================================================================================================== -->

  <xsl:template match="series" mode="mods" as="element(mods:relatedItem)">
    <mods:relatedItem type="series">
      <xsl:sequence select="titles ! c:mods-title(., ())"/>
      <xsl:apply-templates select="editors" mode="mods"/>
      <xsl:for-each select="@text">
        <mods:note>{.}</mods:note>
      </xsl:for-each>
      <xsl:for-each select="scope">
        <mods:part>
          <mods:detail type="{(@type, 'volume')[1]}">
            <mods:number>{@text}</mods:number>
          </mods:detail>
        </mods:part>
      </xsl:for-each>
      <xsl:apply-templates select="identifiers" mode="mods"/>
    </mods:relatedItem>
  </xsl:template>

  <xsl:template match="record/related" mode="mods" as="element(mods:relatedItem)">
    <xsl:variable name="type" as="xs:string?" select="$mods-relations(lower-case(@relation))"/>
    <mods:relatedItem>
      <xsl:choose>
        <xsl:when test="$type">
          <xsl:attribute name="type" select="$type"/>
        </xsl:when>
        <xsl:when test="@relation">
          <xsl:attribute name="otherType" select="@relation"/>
        </xsl:when>
      </xsl:choose>
      <xsl:for-each select="@text">
        <mods:titleInfo>
          <mods:title>{.}</mods:title>
        </mods:titleInfo>
      </xsl:for-each>
      <xsl:apply-templates select="identifiers" mode="mods"/>
      <xsl:for-each select="@target[c:is-reference(.)]">
        <mods:location>
          <mods:url>{.}</mods:url>
        </mods:location>
      </xsl:for-each>
      <xsl:for-each select="@target[not(c:is-reference(.))]">
        <mods:note type="target">{.}</mods:note>
      </xsl:for-each>
    </mods:relatedItem>
  </xsl:template>

  <xsl:template match="sources" mode="mods" as="element(mods:relatedItem)">
    <mods:relatedItem type="original">
      <xsl:sequence select="titles ! c:mods-title(., ())"/>
      <xsl:apply-templates select="authors, contributors" mode="mods"/>
      <xsl:if test="publication_places | publishers | dates | origin_places">
        <mods:originInfo>
          <xsl:apply-templates select="publication_places, origin_places" mode="mods"/>
          <xsl:for-each select="publishers">
            <mods:publisher>{@display}</mods:publisher>
          </xsl:for-each>
          <xsl:for-each select="dates">
            <xsl:sequence select="c:mods-date(., if (../@kind = 'msDesc') then 'dateCreated' else 'dateIssued', false())"/>
          </xsl:for-each>
        </mods:originInfo>
      </xsl:if>
      <xsl:apply-templates select="languages[@valid = 'true']" mode="mods"/>
      <xsl:if test="form | material | extents">
        <mods:physicalDescription>
          <xsl:for-each select="form">
            <mods:form>{@text}</mods:form>
          </xsl:for-each>
          <xsl:for-each select="material">
            <mods:form type="material">{@text}</mods:form>
          </xsl:for-each>
          <xsl:apply-templates select="extents" mode="mods"/>
        </mods:physicalDescription>
      </xsl:if>
      <xsl:for-each select="@citation">
        <mods:note type="preferred citation">{.}</mods:note>
      </xsl:for-each>
      <xsl:for-each select="scopes">
        <mods:note type="{(@type, 'scope')[1]}">{@text}</mods:note>
      </xsl:for-each>
      <xsl:apply-templates select="notes[not(@text = ../@citation)], identifiers" mode="mods"/>
      <xsl:variable name="kept" as="xs:string*" select="(repository, institution, collections, settlement, country) ! string(@text)"/>
      <xsl:if test="exists($kept) or shelfmarks">
        <mods:location>
          <xsl:if test="exists($kept)">
            <mods:physicalLocation>{string-join($kept, ', ')}</mods:physicalLocation>
          </xsl:if>
          <xsl:for-each select="shelfmarks">
            <mods:shelfLocator>{@text}</mods:shelfLocator>
          </xsl:for-each>
        </mods:location>
      </xsl:if>
      <xsl:apply-templates select="licences, rights" mode="mods"/>
    </mods:relatedItem>
  </xsl:template>
</xsl:stylesheet>
