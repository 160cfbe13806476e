<?xml version="1.0" encoding="UTF-8"?>
<!-- DataCite: what the edition was made from, what it is part of, and what else it is related to. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns="http://datacite.org/schema/kernel-4"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:c="urn:tei:crosswalk"
  xmlns:d="http://datacite.org/schema/kernel-4"
  xpath-default-namespace="urn:tei:record">

  <!-- Other works ================================================================================================== -->

  <xsl:template match="titles[@level = ('s', 'j')][not(. is c:main-title(..))]" mode="datacite" as="element(d:relatedItem)">
    <relatedItem relatedItemType="Collection" relationType="IsPublishedIn">
      <titles>
        <title>
          <xsl:sequence select="c:lang(@language), string(@text)"/>
        </title>
      </titles>
    </relatedItem>
  </xsl:template>

  <xsl:template match="series[titles]" mode="datacite" as="element(d:relatedItem)">
    <relatedItem relatedItemType="Collection" relationType="IsPublishedIn">
      <xsl:sequence select="c:item-identifier(.)"/>
      <titles>
        <xsl:for-each select="titles">
          <title>
            <xsl:sequence select="c:lang(@language), string(@text)"/>
          </title>
        </xsl:for-each>
      </titles>
      <xsl:for-each select="scope">
        <volume>{@text}</volume>
      </xsl:for-each>
    </relatedItem>
  </xsl:template>

  <xsl:template match="related" mode="datacite" as="element(d:relatedItem)">
    <relatedItem relatedItemType="{if (lower-case(@relation) = 'ispartof') then 'Collection' else 'Other'}" relationType="{c:relation(.)}">
      <xsl:sequence select="c:item-identifier(.)"/>
      <titles>
        <title>{@text}</title>
      </titles>
    </relatedItem>
  </xsl:template>

  <xsl:template match="sources" mode="datacite" as="element(d:relatedItem)?">
    <xsl:if test="c:source(.)">
      <relatedItem relatedItemType="{if (@kind = 'msDesc') then 'PhysicalObject' else if (@kind = 'recording') then 'Sound' else 'Text'}"
        relationType="IsDerivedFrom">
        <xsl:sequence select="c:item-identifier(.)"/>
        <xsl:if test="authors">
          <creators>
            <xsl:for-each select="authors">
              <creator>
                <xsl:sequence select="c:name(., 'creatorName')[not(self::d:nameIdentifier | self::d:affiliation)]"/>
              </creator>
            </xsl:for-each>
          </creators>
        </xsl:if>
        <titles>
          <title>{c:source(.)}</title>
          <xsl:for-each select="titles[not(@text = current() ! c:source(.))]">
            <title titleType="Other">
              <xsl:sequence select="c:lang(@language), string(@text)"/>
            </title>
          </xsl:for-each>
        </titles>
        <xsl:for-each select="dates[matches(@year, '^\d{4}$')][1]">
          <publicationYear>{@year}</publicationYear>
        </xsl:for-each>
        <xsl:for-each select="publishers[1]">
          <publisher>{@display}</publisher>
        </xsl:for-each>
      </relatedItem>
    </xsl:if>
  </xsl:template>

  <xsl:function name="c:item-identifier" as="element(d:relatedItemIdentifier)?">
    <xsl:param name="item" as="element()"/>
    <xsl:for-each select="c:sound($item)[map:contains($identifier-types, @scheme)][1]">
      <relatedItemIdentifier relatedItemIdentifierType="{$identifier-types(@scheme)}">
        <xsl:sequence select="string(if (@scheme = ('uri', 'urn', 'uuid')) then @uri else @value)"/>
      </relatedItemIdentifier>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
