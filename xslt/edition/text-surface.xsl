<?xml version="1.0" encoding="UTF-8"?>
<!-- What a project's templates for the page may call, where text is made: there they are compiled, and never used. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition">

  <xsl:template name="e:content" as="node()*"/>

  <xsl:template name="e:block" as="node()*">
    <xsl:param name="name" as="xs:string" select="''"/>
    <xsl:param name="classes" as="xs:string*" select="()"/>
    <xsl:param name="before" as="node()*" select="()"/>
  </xsl:template>

  <xsl:function name="e:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="classes" as="xs:string*"/>
    <xsl:sequence select="()"/>
  </xsl:function>

  <xsl:function name="e:language-attributes" as="attribute()*">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="around" as="xs:string?"/>
    <xsl:sequence select="()"/>
  </xsl:function>

  <xsl:function name="e:fact-row" as="element()*">
    <xsl:param name="fact" as="map(xs:string, item()*)"/>
    <xsl:sequence select="()"/>
  </xsl:function>

  <xsl:function name="e:seam" as="comment()?">
    <xsl:param name="part" as="xs:string"/>
    <xsl:sequence select="()"/>
  </xsl:function>
</xsl:stylesheet>
