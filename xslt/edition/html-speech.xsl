<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view of transcribed speech, and of all that is told in brackets because it has no words of its own. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template match="u" mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="e:paragraph-element(.)"/>
      <xsl:with-param name="classes" select="'u'"/>
      <xsl:with-param name="before" select="e:speaker(.) ! e:caption-of(current(), .)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Words of the page's own about an element, in the page's own language. -->
  <xsl:function name="e:caption-of" as="node()+">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="words" as="xs:string"/>
    <span class="caption">
      <xsl:sequence select="if (e:language($element) = $page-language) then () else e:page-language-attribute()"/>
      <xsl:text>{$words}</xsl:text>
    </span>
    <xsl:text> </xsl:text>
  </xsl:function>

  <!-- What happens: in the words of the document, or in ours. -->
  <xsl:template match="kinesic | vocal | incident | writing" mode="e:reading" as="element()" priority="0.1">
    <xsl:element name="{if (e:is-block(.)) then e:paragraph-element(.) else e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., ('happening', local-name()))"/>
      <xsl:sequence select="e:speaker(.) ! e:caption-of(current(), .)"/>
      <xsl:text>[</xsl:text>
      <xsl:choose>
        <xsl:when test="e:words(.) != ''">
          <xsl:call-template name="e:content"/>
        </xsl:when>
        <xsl:otherwise>{e:happening(.)}</xsl:otherwise>
      </xsl:choose>
      <xsl:text>]</xsl:text>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="pause | shift | witStart | witEnd | lacunaStart | lacunaEnd | addSpan | delSpan | damageSpan | undo | redo | milestone | cb[@n] | gb[@n] | anchor[e:happening(.)]"
    mode="e:reading" as="element()?" priority="0.9">
    <xsl:variable name="words" as="xs:string?" select="e:happening(.)"/>
    <xsl:if test="exists($words) or e:id(.)">
      <span>
        <xsl:sequence select="e:attributes(., ('happening', local-name()))"/>
        <xsl:if test="exists($words)">
          <xsl:sequence select="if (e:language(.) = $page-language) then () else e:page-language-attribute()"/>
          <xsl:text>[{$words}]</xsl:text>
        </xsl:if>
      </span>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
