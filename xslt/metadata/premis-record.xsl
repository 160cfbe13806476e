<?xml version="1.0" encoding="UTF-8"?>
<!-- A PREMIS record by itself. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:c="urn:tei:crosswalk"
  xmlns:premis="http://www.loc.gov/premis/v3"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>
  <xsl:include href="premis.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:template match="/" as="element(premis:premis)">
    <premis:premis version="3.0"
      xsi:schemaLocation="http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd">
      <xsl:apply-templates mode="premis" select="record, record/files, c:events(record)"/>
      <xsl:apply-templates mode="premis-agent" select="c:doers(record)"/>
      <xsl:apply-templates mode="premis" select="c:rights(record)"/>
    </premis:premis>
  </xsl:template>
</xsl:stylesheet>
