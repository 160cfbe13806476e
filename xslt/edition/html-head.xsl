<?xml version="1.0" encoding="UTF-8"?>
<!-- The head of a page: policy, Dublin Core, JSON-LD, style. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:e="urn:tei:edition"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template name="e:html-head" as="element()">
    <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy"
        content="{if ($is-framed) then $policy else e:policy-alone()}"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>{if ($view = 'diplomatic') then e:say('page.diplomatic', map{'title': $title}) else $title}</title>
      <xsl:for-each select="e:words($abstract[1])[. != '']">
        <meta name="description" content="{.}"/>
      </xsl:for-each>
      <meta name="color-scheme" content="light dark"/>
      <xsl:if test="$canonical != ''">
        <link rel="canonical" href="{$canonical}"/>
      </xsl:if>
      <!-- In a site, whoever makes the frame says this at its seam, and more: what the page is a part of. -->
      <xsl:if test="not($is-framed)">
        <xsl:sequence select="e:dublin-core()"/>
        <script type="application/ld+json"><xsl:value-of select="e:json-ld()"/></script>
      </xsl:if>
      <xsl:sequence select="$publication/availability/licence/@target[e:is-address(.)] ! e:licence-link(.)"/>
      <xsl:choose>
        <xsl:when test="$is-framed">
          <link rel="stylesheet" href="{$css-address}"/>
          <xsl:if test="$css != ''">
            <style><xsl:value-of select="$css"/></style>
          </xsl:if>
          <xsl:sequence select="e:seam('head')"/>
        </xsl:when>
        <xsl:otherwise>
          <style><xsl:value-of select="$css"/></style>
        </xsl:otherwise>
      </xsl:choose>
    </head>
  </xsl:template>

  <!-- The policy of a page that has its style inside and needs nothing else. -->
  <xsl:function name="e:policy-alone" as="xs:string">
    <xsl:variable name="style" as="xs:string" select="if ($css-hash = '') then 'unsafe-inline' else $css-hash"/>
    <xsl:variable name="images" as="xs:string" select="if ($text//binaryObject[e:is-embedded-image(.)]) then ' img-src data:;' else ''"/>
    <xsl:text>default-src 'none'; style-src '{$style}';{$images} base-uri 'none'; form-action 'none'</xsl:text>
  </xsl:function>

  <xsl:function name="e:licence-link" as="element()">
    <xsl:param name="address" as="xs:string"/>
    <link rel="license" href="{$address}"/>
  </xsl:function>

  <!-- Dublin Core ============================================================================================================= -->

  <xsl:function name="e:dublin-core" as="element()*">
    <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"/>
    <xsl:sequence select="
      e:meta('DC.title', $title),
      e:meta('DC.creator', $authors),
      e:meta('DC.contributor', ('trl', 'ctb', 'edt', 'mrk') ! e:responsible(.) ! e:words(.)),
      e:meta('DC.publisher', $publisher ! e:words(.)),
      e:meta('DC.date', ($document-date ! (e:machine-date(.), e:moment-as-written(.)))[1]),
      e:meta('DC.description', e:words($abstract[1])),
      e:meta('DC.language', e:language($text[1])),
      e:meta('DC.identifier', $identifiers ! e:words(.)),
      e:meta('DC.subject', $header/profileDesc/textClass/keywords/(term | list/item) ! e:words(.)),
      e:meta('DC.coverage', $header/profileDesc/settingDesc//placeName ! e:words(.)),
      e:meta('DC.source', ($copy-text/note[@type = 'citation'], $manuscript/msIdentifier/idno[@type = 'reference'])[1] ! e:words(.)),
      e:meta('DC.type', 'Text'),
      e:meta('DC.format', 'text/html'),
      e:meta('DC.rights', $publication/availability/(licence | p) ! e:words(.))"/>
  </xsl:function>

  <xsl:function name="e:meta" as="element()*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="xs:string*"/>
    <xsl:for-each select="distinct-values($values[. != ''])">
      <meta name="{$name}" content="{.}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- JSON-LD ================================================================================================================= -->

  <!-- What search engines read, in the vocabulary of schema.org. A less-than sign is written as an escape, so that
       nothing in a document can end the element that the text stands in. -->
  <xsl:function name="e:json-ld" as="xs:string">
    <xsl:variable name="json" as="xs:string" select="serialize(e:linked-data(), map{'method': 'json', 'indent': false()})"/>
    <xsl:sequence select="
      $json => replace('&lt;', '\\u003c') => replace('&gt;', '\\u003e') => replace('&amp;', '\\u0026')
        => replace('&#x2028;', '\\u2028') => replace('&#x2029;', '\\u2029')"/>
  </xsl:function>

  <xsl:function name="e:linked-data" as="map(xs:string, item()*)">
    <xsl:variable name="is-message" as="xs:boolean" select="exists($correspondence/correspAction[@type = 'sent'])"/>
    <xsl:sequence select="e:properties((
      map{'@context': 'https://schema.org', '@type': if ($is-message) then 'Message' else 'CreativeWork'},
      e:property('name', $title),
      e:property('alternativeHeadline', $subtitle ! e:words(.)),
      e:property('abstract', e:words($abstract[1])),
      e:property('inLanguage', e:language($text[1])),
      e:property('dateCreated', $document-date ! e:machine-date(.)),
      e:property('datePublished', $publication/date[1] ! e:machine-date(.)),
      e:property('version', $header/fileDesc/editionStmt/edition/@n ! string()),
      e:property('identifier', $identifiers ! e:words(.)),
      e:property('keywords', $header/profileDesc/textClass/keywords/(term | list/item) ! e:words(.)),
      e:property('author', $header/fileDesc/titleStmt/author ! e:thing((persName | orgName | name, .)[1])),
      e:property('translator', e:responsible('trl') ! e:thing(.)),
      e:property('contributor', e:responsible('ctb') ! e:thing(.)),
      e:property('editor', (e:responsible('edt'), e:responsible('mrk')) ! e:thing(.)),
      e:property('publisher', $publisher ! map{'@type': 'Organization', 'name': e:words(.)}),
      e:property('license', $publication/availability/licence/@target[e:is-address(.)] ! string()),
      e:property('isBasedOn', $copy-text ! map{'@type': 'CreativeWork', 'name': e:source-in-words(.)}),
      if ($is-message) then (
        e:property('sender', e:parties($correspondence, 'sent') ! e:thing(.)),
        e:property('toRecipient', e:parties($correspondence, 'received') ! e:thing(.)),
        e:property('ccRecipient', e:parties($correspondence, 'cc') ! e:thing(.)),
        e:property('dateSent', $correspondence/correspAction[@type = 'sent']/date[1] ! e:machine-date(.))) else (),
      e:property('mentions', $index[exists(?occurrences)] ! e:mention(.))))"/>
  </xsl:function>

  <xsl:function name="e:properties" as="map(xs:string, item()*)">
    <xsl:param name="maps" as="map(xs:string, item()*)*"/>
    <xsl:sequence select="map:merge($maps)"/>
  </xsl:function>

  <!-- A property with the values it has: none, one, or an array of them. -->
  <xsl:function name="e:property" as="map(xs:string, item()*)?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="item()*"/>
    <xsl:variable name="given" as="item()*" select="$values[not(. instance of xs:string) or string(.) != '']"/>
    <xsl:sequence select="
      if (empty($given)) then ()
      else if (count($given) = 1) then map{$name: $given}
      else map{$name: array{$given}}"/>
  </xsl:function>

  <xsl:variable name="schema-types" as="map(xs:string, xs:string)"
    select="map{'person': 'Person', 'org': 'Organization', 'place': 'Place'}"/>

  <!-- A person or body named in the header. -->
  <xsl:function name="e:thing" as="map(xs:string, item()*)">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="e:properties((
      map{'@type': ($schema-types(string(e:kind($name))), 'Person')[1]},
      e:property('name', (e:entity($name) ! e:main-name($name), e:words($name))[1]),
      e:property('sameAs', e:entity($name)/idno ! e:authority-address(.))))"/>
  </xsl:function>

  <xsl:function name="e:mention" as="map(xs:string, item()*)">
    <xsl:param name="entry" as="map(xs:string, item()*)"/>
    <xsl:sequence select="e:properties((
      map{'@type': $schema-types($entry?kind), 'name': $entry?name},
      e:property('sameAs', $entry?entity/idno ! e:authority-address(.))))"/>
  </xsl:function>
</xsl:stylesheet>
