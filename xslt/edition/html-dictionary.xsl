<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view of dictionaries: a deliberate default in which an entry is a paragraph and its senses are set in. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- A numbered sense, homograph or related entry shows its number. -->
  <xsl:template match="(entry | entryFree | superEntry | hom | sense | re | dictScrap)[e:is-block(.)]" mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="classes" select="local-name()"/>
      <xsl:with-param name="before" select="@n[not(parent::superEntry)] ! e:sense-number(.)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="(sense | re)[not(e:is-block(.))]" mode="e:reading" as="node()*">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., local-name()), @n ! e:sense-number(.)"/>
      <xsl:call-template name="e:content"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="e:sense-number" as="node()+">
    <xsl:param name="number" as="xs:string"/>
    <span class="sense-number">{$number}{if (matches($number, '[\p{L}\p{N}]$')) then '.' else ''}</span>
    <xsl:text> </xsl:text>
  </xsl:function>

  <!-- Parts of an entry that readers know by their look. -->
  <xsl:template match="form | orth | pron | gramGrp | usg | def | etym | lbl | xr | oRef | pRef" mode="e:reading" as="element()">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., (local-name(), @type[matches(., '^[A-Za-z]+$')] ! (local-name(..) || '-' || .)))"/>
      <xsl:if test="(self::oRef or self::pRef) and e:words(.) = ''">~</xsl:if>
      <xsl:call-template name="e:content"/>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
