<?xml version="1.0" encoding="UTF-8"?>
<!-- What a project's templates for plain text may call, where pages are made: there they are compiled, and never used. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition">

  <xsl:variable name="blank" as="element(e:line)"><e:line/></xsl:variable>

  <xsl:function name="e:line" as="element(e:line)">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="first" as="xs:string"/>
    <xsl:param name="rest" as="xs:string"/>
    <e:line/>
  </xsl:function>

  <xsl:template name="e:text-heading" as="element(e:line)*">
    <xsl:param name="words" as="xs:string" required="yes"/>
    <xsl:param name="rule" as="xs:string" select="''"/>
  </xsl:template>
</xsl:stylesheet>
