<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view of plays: the cast, speeches, what happens on the stage. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template match="speaker" mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="e:paragraph-element(.)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A direction on its own line, or within a speech. -->
  <xsl:template match="stage | sound | tech | view | camera | caption" mode="e:reading" as="element()">
    <xsl:element name="{if (e:is-block(.)) then e:paragraph-element(.) else e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., ('stage', local-name()))"/>
      <xsl:call-template name="e:content"/>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>

  <!-- The cast as a list, a group of it as a list within. What else stands there, heads and directions, is around. -->
  <xsl:template match="castList | castGroup/castGroup[not(castItem)]" mode="e:reading" as="element()">
    <div>
      <xsl:sequence select="e:attributes(., local-name())"/>
      <xsl:call-template name="e:cast"/>
    </div>
  </xsl:template>

  <xsl:template name="e:cast" as="node()*">
    <xsl:for-each-group select="node()" group-adjacent="exists((self::castItem, self::castGroup, self::text()[not(matches(., '\S'))]))">
      <xsl:choose>
        <xsl:when test="current-grouping-key() and current-group()[self::*]">
          <ul class="cast">
            <xsl:for-each select="current-group()[self::*]">
              <li>
                <xsl:sequence select="e:attributes(., local-name())"/>
                <xsl:choose>
                  <xsl:when test="self::castGroup">
                    <xsl:call-template name="e:cast"/>
                  </xsl:when>
                  <xsl:otherwise>
                    <xsl:call-template name="e:content"/>
                  </xsl:otherwise>
                </xsl:choose>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:when>
        <xsl:when test="not(current-grouping-key())">
          <xsl:apply-templates select="current-group()" mode="#current"/>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="role | roleDesc | actor" mode="e:reading" as="element()">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., local-name())"/>
      <xsl:call-template name="e:content"/>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
