<?xml version="1.0" encoding="UTF-8"?>
<!-- The transcription given back: the lines of a document with the brackets that its own notation generates.

     A document is first flattened to a row of pieces, each a `piece` element: text that was transcribed, text that the
     notation generates (@generated; “words” if they are the page's own), a place where a block begins (@begin) or ends (@end), or ends
     without ending the line (@run-in). Then the row is cut into lines. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:mode name="e:pieces" on-no-match="shallow-skip"/>

  <!-- What the encoder added was never in the transcription. -->
  <xsl:template match="*[@n:added]" mode="e:pieces" priority="2"/>

  <xsl:template match="*" mode="e:pieces" as="element(e:piece)*">
    <xsl:if test="@n:display = ('block', 'run-in')">
      <e:piece begin="{e:id(.)}"/>
    </xsl:if>
    <xsl:apply-templates select="@n:before" mode="#current"/>
    <xsl:apply-templates mode="#current"/>
    <xsl:apply-templates select="@n:after" mode="#current"/>
    <xsl:choose>
      <xsl:when test="@n:display = 'run-in'"><e:piece run-in="yes"/></xsl:when>
      <xsl:when test="@n:display = 'block'"><e:piece end="yes"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Cells are apart, however the row was typed. -->
  <xsl:template match="cell" mode="e:pieces" as="element(e:piece)*" priority="1">
    <e:piece>{' '}</e:piece>
    <xsl:next-match/>
    <e:piece>{' '}</e:piece>
  </xsl:template>

  <xsl:template match="lb | pb | cb | gb" mode="e:pieces" as="element(e:piece)*">
    <xsl:if test="not(@n:display = ('block', 'run-in', 'inline'))">
      <e:piece end="yes"/>
    </xsl:if>
    <xsl:next-match/>
  </xsl:template>

  <xsl:template match="@n:before | @n:after" mode="e:pieces" as="element(e:piece)">
    <e:piece generated="yes">{.}</e:piece>
  </xsl:template>

  <xsl:template match="text()" mode="e:pieces" as="element(e:piece)">
    <e:piece lang="{e:language(.)}" look="{e:look(.)}">{.}</e:piece>
  </xsl:template>

  <!-- How words look in the source, as class names: deleted, added, and what the elements around them in the line say. -->
  <xsl:function name="e:look" as="xs:string">
    <xsl:param name="words" as="text()"/>
    <xsl:variable name="around" as="element()*"
      select="$words/ancestor::*[@rend or @e:look or self::del or self::add][not(@n:display) and not(self::teiHeader)]"/>
    <xsl:sequence select="string-join(distinct-values($around ! (local-name()[. = ('del', 'add')] ! ('look-' || .), e:rendered(.))), ' ')"/>
  </xsl:function>

  <!-- Documents without a notation ========================================================================================= -->

  <!-- A document that declares no brackets was not transcribed in a notation of its own. Its lines are those of the source:
       of several readings what stands there, and what an editor says is in brackets. -->
  <xsl:variable name="has-notation" as="xs:boolean" select="exists($header//rendition[@scope = ('before', 'after')])"/>

  <xsl:template match="choice[not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="1">
    <xsl:apply-templates select="(sic, orig, abbr, am, unclear, *)[1]" mode="#current"/>
  </xsl:template>

  <xsl:template match="app[not($has-notation)][not(ancestor::listApp)][e:readings(.)]" mode="e:pieces" as="element(e:piece)*" priority="1">
    <xsl:apply-templates select="e:base-reading(.)" mode="#current"/>
  </xsl:template>

  <xsl:template match="(gap | space)[not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="1">
    <e:piece generated="words">{if (self::gap) then e:gap-label(.) else e:space-label(.)}</e:piece>
  </xsl:template>

  <xsl:template match="(supplied | gloss[e:sign(.)] | surplus | secl | note[e:is-footnote(.)])[not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="1">
    <e:piece generated="yes">[</e:piece>
    <xsl:next-match/>
    <e:piece generated="yes">]</e:piece>
  </xsl:template>

  <xsl:template match="ex[not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="1">
    <e:piece generated="yes">(</e:piece>
    <xsl:next-match/>
    <e:piece generated="yes">)</e:piece>
  </xsl:template>

  <xsl:template match="*[not($has-notation)][not(@n:display)][e:happening(.)][e:words(.) = '']" mode="e:pieces" as="element(e:piece)*" priority="0.9">
    <e:piece generated="words"> [{e:happening(.)}] </e:piece>
  </xsl:template>

  <!-- What is a line of its own elsewhere, and here within a speech or a paragraph. -->
  <xsl:template match="*[@n:display = 'block'][not($has-notation)][e:runs-in-line(.)]" mode="e:pieces" as="element(e:piece)*" priority="0.6">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>

  <!-- Parts of a record are apart, and what is no text is told or shown as it is in the reading view. -->
  <xsl:template match="*[e:separator(.)][not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="1.5">
    <xsl:next-match/>
    <e:piece>{' '}</e:piece>
  </xsl:template>

  <xsl:template match="*[e:is-listing(.)][not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="1">
    <xsl:for-each select="tokenize(e:markup(.), '\n')">
      <e:piece end="yes"/>
      <e:piece>{.}</e:piece>
    </xsl:for-each>
    <e:piece end="yes"/>
  </xsl:template>

  <xsl:template match="binaryObject[not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="1">
    <e:piece generated="words">[{e:say('inline.image')}]</e:piece>
  </xsl:template>

  <xsl:template match="*[not(@n:display)][e:is-block(.)][not($has-notation)]" mode="e:pieces" as="element(e:piece)*" priority="0.4">
    <e:piece begin="{e:id(.)}"/>
    <xsl:next-match/>
    <e:piece end="yes"/>
  </xsl:template>

  <!-- The lines of the document, none blank: each has the pieces of its text, and in @id the block that it begins. -->
  <xsl:variable name="lines" as="element(e:line)*">
    <xsl:variable name="pieces" as="element(e:piece)*">
      <xsl:apply-templates select="$text" mode="e:pieces"/>
    </xsl:variable>
    <xsl:for-each-group select="e:without-joined-starts($pieces)" group-starting-with="e:piece[@begin or @end]">
      <xsl:if test="matches(string-join(current-group()), '[^ \t\r\n]')">
        <e:line id="{@begin}">
          <xsl:sequence select="current-group()[not(@begin or @end)]"/>
        </e:line>
      </xsl:if>
    </xsl:for-each-group>
  </xsl:variable>

  <!-- The pieces without the starts of blocks that continue the line of a block that runs in. -->
  <xsl:function name="e:without-joined-starts" as="element(e:piece)*">
    <xsl:param name="pieces" as="element(e:piece)*"/>
    <xsl:iterate select="$pieces">
      <xsl:param name="runs-in" as="xs:boolean" select="false()"/>
      <xsl:choose>
        <xsl:when test="@run-in">
          <xsl:next-iteration>
            <xsl:with-param name="runs-in" select="true()"/>
          </xsl:next-iteration>
        </xsl:when>
        <xsl:when test="@begin and $runs-in">
          <e:piece anchor="{@begin}">{' '}</e:piece>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="."/>
          <xsl:next-iteration>
            <xsl:with-param name="runs-in" select="$runs-in and not(@end) and not(matches(., '[^ \t\r\n]'))"/>
          </xsl:next-iteration>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:iterate>
  </xsl:function>
</xsl:stylesheet>
