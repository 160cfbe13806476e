<?xml version="1.0" encoding="UTF-8"?>
<!-- Images of the pages beside the text, where whoever makes the page hands some over. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- An `e:leaf` for each image, which has the id @anchor. @n is its number, which the `pb` has in @e:leaf where its page begins; @page and @words
       are what its link says, short and long. What is shown has an `e:image` with the attributes of an img, and @full, the
       image itself; the attributes of `e:data` are for the script. What is not has an `e:link` with @href, and a sentence
       before its words in @sentence. Empty: a page without images. -->
  <xsl:param name="leaves" as="document-node()?" select="()"/>

  <xsl:key name="e:leaf" match="e:leaf" use="@n"/>

  <xsl:function name="e:leaf" as="element(e:leaf)?">
    <xsl:param name="page" as="element()"/>
    <xsl:sequence select="$leaves ! key('e:leaf', $page/@e:leaf, .)"/>
  </xsl:function>

  <!-- The anchor stands before the number of the page: the image is in its place when the page begins. -->
  <xsl:template match="pb[e:leaf(.)]" mode="e:reading" as="element()*" priority="2">
    <xsl:variable name="leaf" as="element(e:leaf)" select="e:leaf(.)"/>
    <span class="leaf" id="{$leaf/@anchor}">
      <xsl:sequence select="e:page-language-attribute(.)"/>
      <xsl:for-each select="$leaf/e:data/@*">
        <xsl:attribute name="data-{local-name()}" select="."/>
      </xsl:for-each>
      <xsl:for-each select="$leaf/e:image">
        <a class="leaf-image" href="{@full}">
          <img loading="lazy" decoding="async">
            <xsl:sequence select="@* except @full"/>
          </img>
        </a>
      </xsl:for-each>
      <xsl:for-each select="$leaf/e:link">
        <span class="leaf-elsewhere">{@sentence} <a href="{@href}">{.}</a></span>
      </xsl:for-each>
    </span>
    <a href="#{$leaf/@anchor}" title="{$leaf/@words}">
      <xsl:sequence select="e:attributes(., 'pb'), e:page-language-attribute(.)"/>
      <xsl:text>{$leaf/@page}</xsl:text>
    </a>
  </xsl:template>

  <!-- What is shown beside its leaf need not be named on it. -->
  <xsl:template match="surface[pb[e:leaf(.)]]/graphic" mode="e:reading" priority="2"/>

  <!-- Where the words of an element stand on the image: the number of the leaf, and points around them. -->
  <xsl:function name="e:region" as="attribute()?">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="exists($leaves) and exists($element/@e:region)">
      <xsl:attribute name="data-region" select="$element/@e:region"/>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
