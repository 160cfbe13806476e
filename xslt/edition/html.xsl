<?xml version="1.0" encoding="UTF-8"?>
<!-- An edition as one web page that needs nothing beside it. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:include href="words.xsl"/>
  <xsl:include href="record.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="signs.xsl"/>
  <xsl:include href="kinds.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="apparatus.xsl"/>
  <xsl:include href="happenings.xsl"/>
  <xsl:include href="code.xsl"/>
  <xsl:include href="lines.xsl"/>
  <xsl:include href="html-head.xsl"/>
  <xsl:include href="html-phrases.xsl"/>
  <xsl:include href="html-blocks.xsl"/>
  <xsl:include href="html-verse.xsl"/>
  <xsl:include href="html-drama.xsl"/>
  <xsl:include href="html-apparatus.xsl"/>
  <xsl:include href="html-speech.xsl"/>
  <xsl:include href="html-dictionary.xsl"/>
  <xsl:include href="html-figures.xsl"/>
  <xsl:include href="html-leaves.xsl"/>
  <xsl:include href="html-matter.xsl"/>
  <xsl:include href="html-index.xsl"/>
  <xsl:include href="html-surface.xsl"/>

  <!-- `reading`: the edition as one reads it. `diplomatic`: the lines, brackets and marks as transcribed. -->
  <xsl:param name="view" as="xs:string" select="'reading'"/>

  <!-- The style sheet, which is put into the page, and the hash by which the page's policy knows it:
       `sha256-…` in base64. -->
  <xsl:param name="css" as="xs:string" select="''"/>
  <xsl:param name="css-hash" as="xs:string" select="''"/>

  <!-- The TEI document for download: a data: address, and the name under which it is to be stored. Empty: no download. -->
  <xsl:param name="tei-address" as="xs:string" select="''"/>
  <xsl:param name="tei-name" as="xs:string" select="''"/>

  <!-- The address at which the page is published. Empty: not known. -->
  <xsl:param name="canonical" as="xs:string" select="''"/>

  <!-- Where the page is one of a site: the address of the style sheet, which is then a file of its own, and the site's
       Content-Security-Policy. The places where the site's own parts go are marked by comments, and everything else
       is in `main`. Empty: the page stands alone. -->
  <xsl:param name="css-address" as="xs:string" select="''"/>
  <xsl:param name="policy" as="xs:string" select="''"/>

  <xsl:variable name="is-framed" as="xs:boolean" select="$css-address != ''"/>

  <!-- The mark of a place where a part of the site goes. No document can bring one: a page has no other comments, and the
       last of its characters is escaped in text and in attributes. -->
  <xsl:function name="e:seam" as="comment()?">
    <xsl:param name="part" as="xs:string"/>
    <xsl:if test="$is-framed">
      <xsl:comment>site:{$part}</xsl:comment>
    </xsl:if>
  </xsl:function>

  <xsl:output method="html" html-version="5" encoding="UTF-8" indent="no" include-content-type="no"/>

  <!-- The lang attribute that a node needs where its language is not the one around it; also dir where that changes. -->
  <xsl:function name="e:language-attributes" as="attribute()*">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="around" as="xs:string?"/>
    <xsl:variable name="language" as="xs:string?" select="e:language($node)"/>
    <xsl:if test="exists($language) and not($language = $around)">
      <xsl:attribute name="lang" select="$language"/>
      <xsl:if test="e:right-to-left($language) ne e:right-to-left($around)">
        <xsl:attribute name="dir" select="if (e:right-to-left($language)) then 'rtl' else 'ltr'"/>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- The page ============================================================================================================ -->

  <xsl:template match="/" as="element()">
    <html lang="{$page-language}">
      <xsl:if test="e:right-to-left($page-language)">
        <xsl:attribute name="dir" select="'rtl'"/>
      </xsl:if>
      <xsl:call-template name="e:html-head"/>
      <body class="{$view, 'parallel'[exists($leaves)]}">
        <a class="skip" href="#edition:text">{e:say('page.skip')}</a>
        <xsl:sequence select="e:seam('top')"/>
        <xsl:choose>
          <xsl:when test="$is-framed">
            <main class="edition">
              <xsl:call-template name="e:page-parts"/>
            </main>
          </xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="e:page-parts"/>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:sequence select="e:seam('bottom')"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="e:page-parts" as="node()*">
    <xsl:call-template name="e:page-header"/>
    <xsl:call-template name="e:page-contents"/>
    <div class="columns">
      <xsl:element name="{if ($is-framed) then 'div' else 'main'}">
        <xsl:attribute name="class" select="'main'"/>
        <xsl:call-template name="e:page-abstract"/>
        <section id="edition:text" class="text" aria-labelledby="edition:text-heading">
          <h2 id="edition:text-heading">{e:text-heading()}</h2>
          <xsl:if test="$view != 'diplomatic'">
            <xsl:call-template name="e:witness-switch"/>
          </xsl:if>
          <xsl:call-template name="e:page-text"/>
        </section>
        <xsl:if test="$view != 'diplomatic'">
          <xsl:call-template name="e:page-apparatus"/>
          <xsl:call-template name="e:page-notes"/>
        </xsl:if>
      </xsl:element>
      <xsl:call-template name="e:page-aside"/>
    </div>
    <xsl:call-template name="e:page-index"/>
    <xsl:call-template name="e:page-footer"/>
  </xsl:template>

  <xsl:function name="e:text-heading" as="xs:string">
    <xsl:sequence select="if ($view = 'diplomatic') then e:say('page.transcription') else e:say('page.text')"/>
  </xsl:function>

  <xsl:template name="e:page-text" as="element()*">
    <xsl:choose>
      <xsl:when test="$view = 'diplomatic'">
        <div class="lines">
          <xsl:sequence select="e:language-attributes($text[1], $page-language)"/>
          <xsl:apply-templates select="$lines" mode="e:html-lines"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$text">
          <div class="document">
            <xsl:sequence select="e:language-attributes(., $page-language)"/>
            <xsl:apply-templates mode="e:reading"/>
          </div>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The diplomatic view ================================================================================================= -->

  <xsl:mode name="e:html-lines" on-no-match="deep-skip"/>

  <xsl:template match="e:line" mode="e:html-lines" as="element()">
    <p class="line">
      <xsl:sequence select="@id[. != ''] ! e:local('#' || .) ! e:id(.) ! e:id-attribute(.)"/>
      <xsl:apply-templates mode="#current"/>
    </p>
  </xsl:template>

  <xsl:template match="e:piece" mode="e:html-lines" as="node()*">
    <xsl:choose>
      <xsl:when test="@generated">
        <span class="notation">
          <xsl:sequence select="@generated[. = 'words'] ! e:page-language-attribute($text[1])"/>
          <xsl:text>{.}</xsl:text>
        </span>
      </xsl:when>
      <xsl:when test="@anchor">
        <span>
          <xsl:sequence select="@anchor[. != ''] ! e:local('#' || .) ! e:id(.) ! e:id-attribute(.)"/>
          <xsl:text>{.}</xsl:text>
        </span>
      </xsl:when>
      <xsl:when test="normalize-space(.) = ''">{.}</xsl:when>
      <xsl:when test="@lang = ('', e:language($text[1])) and not(@look != '')">{.}</xsl:when>
      <xsl:otherwise>
        <xsl:element name="{if (tokenize(@look) = 'look-del') then 'del' else if (tokenize(@look) = 'look-add') then 'ins' else 'span'}">
          <xsl:sequence select="e:class(@look ! string())"/>
          <xsl:if test="not(@lang = ('', e:language($text[1])))">
            <xsl:attribute name="lang" select="@lang"/>
            <xsl:if test="e:right-to-left(@lang) ne e:right-to-left(e:language($text[1]))">
              <xsl:attribute name="dir" select="if (e:right-to-left(@lang)) then 'rtl' else 'ltr'"/>
            </xsl:if>
          </xsl:if>
          <xsl:text>{.}</xsl:text>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
