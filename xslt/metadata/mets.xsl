<?xml version="1.0" encoding="UTF-8"?>
<!--
  METS, version 1.12: one document's record as MODS, its preservation metadata as PREMIS, and the files of a package, if
  there are any, grouped as they are used, with a structural map that follows the folders.

  There is no date of creation in the METS header: the same record gives the same bytes.

  Source: METS Primer and Reference Manual; METS 1.12.1 schema; Guidelines for using PREMIS with METS.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all" expand-text="yes"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:c="urn:tei:crosswalk"
  xmlns:mets="http://www.loc.gov/METS/"
  xmlns:mods="http://www.loc.gov/mods/v3"
  xmlns:premis="http://www.loc.gov/premis/v3"
  xpath-default-namespace="urn:tei:record">

  <xsl:include href="record.xsl"/>
  <xsl:include href="mods.xsl"/>
  <xsl:include href="premis.xsl"/>

  <xsl:mode name="mets" on-no-match="deep-skip"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:template match="/" as="element(mets:mets)">
    <xsl:apply-templates select="record" mode="mets"/>
  </xsl:template>

  <xsl:template match="record" mode="mets" as="element(mets:mets)">
    <mets:mets xsi:schemaLocation="http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd">
      <xsl:namespace name="xlink" select="'http://www.w3.org/1999/xlink'"/>
      <xsl:namespace name="mods" select="'http://www.loc.gov/mods/v3'"/>
      <xsl:namespace name="premis" select="'http://www.loc.gov/premis/v3'"/>
      <xsl:for-each select="(c:sound(.)/@uri, xml_id/@text)[1]">
        <xsl:attribute name="OBJID" select="."/>
      </xsl:for-each>
      <xsl:for-each select="title">
        <xsl:attribute name="LABEL" select="@text"/>
      </xsl:for-each>
      <mets:dmdSec ID="mods">
        <mets:mdWrap MDTYPE="MODS" MDTYPEVERSION="3.8">
          <mets:xmlData>
            <xsl:apply-templates select="." mode="mods"/>
          </mets:xmlData>
        </mets:mdWrap>
      </mets:dmdSec>
      <mets:amdSec ID="premis">
        <xsl:sequence select="c:section('techMD', 'premis-document', 'PREMIS:OBJECT', .)"/>
        <xsl:for-each select="files">
          <xsl:sequence select="c:section('techMD', 'premis-' || c:file-number(.), 'PREMIS:OBJECT', .)"/>
        </xsl:for-each>
        <xsl:for-each select="c:rights(.)">
          <xsl:sequence select="c:section('rightsMD', 'premis-rights-' || position(), 'PREMIS:RIGHTS', .)"/>
        </xsl:for-each>
        <xsl:for-each select="c:events(.)">
          <xsl:sequence select="c:section('digiprovMD', 'premis-' || c:event-number(.), 'PREMIS:EVENT', .)"/>
        </xsl:for-each>
        <xsl:for-each select="c:doers(.)">
          <xsl:variable name="agent" as="element(premis:agent)">
            <xsl:apply-templates select="." mode="premis-agent"/>
          </xsl:variable>
          <xsl:sequence select="c:wrapped-section('digiprovMD', 'premis-' || c:doer-number(.), 'PREMIS:AGENT', $agent)"/>
        </xsl:for-each>
      </mets:amdSec>
      <xsl:if test="files">
        <mets:fileSec>
          <xsl:for-each-group select="files" group-by="c:use(.)">
            <mets:fileGrp USE="{current-grouping-key()}">
              <xsl:apply-templates select="current-group()" mode="mets"/>
            </mets:fileGrp>
          </xsl:for-each-group>
        </mets:fileSec>
      </xsl:if>
      <mets:structMap TYPE="physical">
        <mets:div DMDID="mods" ADMID="premis-document" TYPE="document">
          <xsl:for-each select="title">
            <xsl:attribute name="LABEL" select="@text"/>
          </xsl:for-each>
          <xsl:sequence select="c:folder(files, 1)"/>
        </mets:div>
      </mets:structMap>
    </mets:mets>
  </xsl:template>

  <xsl:template match="files" mode="mets" as="element(mets:file)">
    <mets:file ID="{c:file-number(.)}" MIMETYPE="{@media_type}" SIZE="{@size_bytes}" CHECKSUM="{@sha512}" CHECKSUMTYPE="SHA-512"
      ADMID="premis-{c:file-number(.)}">
      <mets:FLocat LOCTYPE="URL" xlink:type="simple" xlink:href="{string-join(tokenize(@path, '/') ! encode-for-uri(.), '/')}"/>
    </mets:file>
  </xsl:template>

  <!-- The divisions of a folder at this depth: first its folders, in their order, then its files. -->
  <xsl:function name="c:folder" as="element(mets:div)*">
    <xsl:param name="files" as="element(files)*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:for-each-group select="$files[count(tokenize(@path, '/')) gt $depth]" group-by="tokenize(@path, '/')[$depth]">
      <mets:div TYPE="folder" LABEL="{current-grouping-key()}">
        <xsl:sequence select="c:folder(current-group(), $depth + 1)"/>
      </mets:div>
    </xsl:for-each-group>
    <xsl:for-each select="$files[count(tokenize(@path, '/')) = $depth]">
      <mets:div TYPE="file" LABEL="{tokenize(@path, '/')[last()]}">
        <mets:fptr FILEID="{c:file-number(.)}"/>
      </mets:div>
    </xsl:for-each>
  </xsl:function>

  <!-- What a file is for: as the package says, or its first folder; what lies beside them is about the package. -->
  <xsl:function name="c:use" as="xs:string">
    <xsl:param name="file" as="element(files)"/>
    <xsl:sequence select="($file/@use, tokenize($file/@path, '/')[last() gt 1][1], 'package')[1] ! string()"/>
  </xsl:function>

  <!-- A section with what PREMIS says of a value of the record. -->
  <xsl:function name="c:section" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="value" as="element()"/>
    <xsl:variable name="premis" as="element()">
      <xsl:apply-templates select="$value" mode="premis"/>
    </xsl:variable>
    <xsl:sequence select="c:wrapped-section($name, $id, $type, $premis)"/>
  </xsl:function>

  <xsl:function name="c:wrapped-section" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="content" as="element()"/>
    <xsl:element name="mets:{$name}">
      <xsl:attribute name="ID" select="$id"/>
      <mets:mdWrap MDTYPE="{$type}" MDTYPEVERSION="3.0">
        <mets:xmlData>
          <xsl:sequence select="$content"/>
        </mets:xmlData>
      </mets:mdWrap>
    </xsl:element>
  </xsl:function>
</xsl:stylesheet>
