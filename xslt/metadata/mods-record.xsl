<?xml version="1.0" encoding="UTF-8"?>
<!-- A MODS record by itself. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:c="urn:tei:crosswalk"
  xmlns:mods="http://www.loc.gov/mods/v3"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>
  <xsl:include href="mods.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:template match="/" as="element(mods:mods)">
    <xsl:variable name="mods" as="element(mods:mods)">
      <xsl:apply-templates select="record" mode="mods"/>
    </xsl:variable>
    <mods:mods xsi:schemaLocation="http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-8.xsd">
      <xsl:namespace name="xlink" select="'http://www.w3.org/1999/xlink'"/>
      <xsl:sequence select="$mods/(@*, node())"/>
    </mods:mods>
  </xsl:template>
</xsl:stylesheet>
