<?xml version="1.0" encoding="UTF-8"?>
<!-- Plain text of what is no plain prose: verse, plays, apparatus, speech, dictionaries, figures, code. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template match="caesura" mode="e:phrase" priority="1">{'&#x2003;'}</xsl:template>

  <xsl:template match="(q | said | soCalled)[exists(e:quotation-marks(.))]" mode="e:phrase" priority="1">
    <xsl:text>{e:quotation-marks(.)[1]}</xsl:text>
    <xsl:next-match/>
    <xsl:text>{e:quotation-marks(.)[2]}</xsl:text>
  </xsl:template>

  <xsl:template match="rt" mode="e:phrase" priority="1">
    <xsl:text> (</xsl:text>
    <xsl:next-match/>
    <xsl:text>)</xsl:text>
  </xsl:template>

  <!-- A direction is in round brackets, as on a stage manager's copy, unless it has brackets of its own. -->
  <xsl:template match="(stage | sound | tech | view | camera | caption)[not(matches(e:words(.), '^[(\[]'))]" mode="e:phrase" priority="1">
    <xsl:text>(</xsl:text>
    <xsl:next-match/>
    <xsl:text>)</xsl:text>
  </xsl:template>

  <xsl:template match="(stage | sound | tech | view | camera | caption)[not(e:holds-block(.))]" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="phrase" as="xs:string"><xsl:value-of><xsl:apply-templates mode="e:phrase"/></xsl:value-of></xsl:variable>
    <xsl:variable name="words" as="xs:string" select="e:spaced($phrase)"/>
    <xsl:sequence select="e:line(if (matches($words, '^[(\[]')) then $words else '(' || $words || ')', $indent, $indent), $blank"/>
  </xsl:template>

  <!-- Speech and what happens in it ======================================================================================== -->

  <xsl:template match="u" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:next-match>
      <xsl:with-param name="first" select="string-join(($indent, e:speaker(.) ! (. || e:say('join.colon'))))"/>
      <xsl:with-param name="rest" select="$indent || '  '"/>
    </xsl:next-match>
  </xsl:template>

  <xsl:template match="kinesic | vocal | incident | writing" mode="e:phrase" priority="1">
    <xsl:text>[</xsl:text>
    <xsl:next-match/>
    <xsl:if test="e:words(.) = ''">{e:happening(.)}</xsl:if>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="*[e:happening(.)][not(self::kinesic or self::vocal or self::incident or self::writing)][e:words(.) = '']" mode="e:phrase" priority="0.9">
    <xsl:text> [{e:happening(.)}] </xsl:text>
  </xsl:template>

  <!-- Apparatus ============================================================================================================= -->

  <!-- The text has one reading, and the letter of its place in the apparatus. -->
  <xsl:template match="app[not(ancestor::listApp)][e:readings(.)]" mode="e:phrase" priority="1">
    <xsl:apply-templates select="e:base-reading(.)" mode="#current"/>
    <xsl:text>[{e:variant-letter(.)}]</xsl:text>
    <xsl:apply-templates select="note | noteGrp" mode="#current"/>
  </xsl:template>

  <xsl:template match="app[not(ancestor::listApp)][e:readings(.)]" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:apply-templates select="e:base-reading(.)" mode="#current"/>
    <xsl:sequence select="e:line('[' || e:variant-letter(.) || ']', $indent, $indent)"/>
    <xsl:apply-templates select="note | noteGrp" mode="#current"/>
  </xsl:template>

  <xsl:template name="e:text-apparatus" as="element(e:line)*">
    <xsl:if test="exists($variant-places)">
      <xsl:call-template name="e:text-heading">
        <xsl:with-param name="words" select="e:say('page.apparatus')"/>
      </xsl:call-template>
      <xsl:for-each select="$variant-places">
        <xsl:variable name="letter" as="xs:string" select="'[' || e:variant-letter(.) || '] '"/>
        <xsl:sequence select="e:line(e:variant-words(.), $letter, replace($letter, '.', ' '))"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- An entry of the apparatus in one line: the lemma, then the other readings. -->
  <xsl:function name="e:variant-words" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="base" as="element()?" select="e:base-reading($app)"/>
    <xsl:variable name="others" as="xs:string*" select="
      (e:readings($app) except $base) ! e:reading-in-words(.),
      $app/witDetail[not(preceding-sibling::*[position() le 2][self::lem or self::rdg])] ! e:words(.)"/>
    <xsl:sequence select="string-join(($base ! e:reading-in-words(.), string-join($others, '; ')[. != '']), '] ')"/>
  </xsl:function>

  <xsl:template match="listApp//app" mode="e:plain" as="element(e:line)*" priority="1">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:sequence select="e:line(string-join((e:variant-location(.), e:variant-words(.)), ' '), $indent, $indent || '  ')"/>
    <xsl:apply-templates select="note" mode="#current"/>
  </xsl:template>

  <xsl:template match="witness[@xml:id]" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:next-match>
      <xsl:with-param name="first" select="$indent || (if ((abbr | idno)[e:words(.) = e:siglum(current())]) then '' else e:siglum(.) || '  ')"/>
      <xsl:with-param name="rest" select="$indent || '   '"/>
    </xsl:next-match>
  </xsl:template>

  <!-- Dictionaries ========================================================================================================== -->

  <xsl:template match="(hom | sense | re | entry)[@n][e:is-block(.)][not(parent::superEntry)]" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="number" as="xs:string" select="@n || (if (matches(@n, '[\p{L}\p{N}]$')) then '. ' else ' ')"/>
    <xsl:next-match>
      <xsl:with-param name="first" select="$indent || $number"/>
      <xsl:with-param name="rest" select="$indent || replace($number, '.', ' ')"/>
      <xsl:with-param name="tight" select="not(self::entry)"/>
    </xsl:next-match>
  </xsl:template>

  <xsl:template match="(oRef | pRef)[e:words(.) = '']" mode="e:phrase" priority="1">~</xsl:template>

  <!-- The leaves of a source ================================================================================================ -->

  <xsl:template match="surface" mode="e:plain" as="element(e:line)*">
    <xsl:sequence select="e:line('[' || e:surface-label(.) || ']', '', '')"/>
    <xsl:next-match/>
  </xsl:template>

  <!-- Figures and code ====================================================================================================== -->

  <xsl:template match="graphic | media | binaryObject" mode="e:phrase" priority="1">
    <xsl:text>[{(desc[1] ! e:words(.), (@url ! e:say('inline.image-named', map{'name': replace(., '^.*/', '')}), e:say('inline.image'))[1])[. != ''][1]}]</xsl:text>
  </xsl:template>

  <xsl:template match="figure" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:sequence select="e:line('[' || e:say('inline.figure') || ']', $indent, $indent)"/>
    <xsl:next-match/>
  </xsl:template>

  <xsl:template match="notatedMusic" mode="e:phrase" priority="1">
    <xsl:text>[{e:say('inline.music')}{e:say('join.colon')}</xsl:text>
    <xsl:next-match/>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <!-- Code keeps its lines. -->
  <xsl:template match="*[e:is-listing(.)]" mode="e:plain" as="element(e:line)*" priority="3">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:sequence select="tokenize(e:markup(.), '\n') ! e:line(., $indent || '    ', $indent || '    '), $blank"/>
  </xsl:template>

  <xsl:template match="*[e:is-listing(.)]" mode="e:phrase" priority="3">{e:markup(.)}</xsl:template>

  <xsl:template match="gi | att | val | tag" mode="e:phrase" priority="1">
    <xsl:text>{e:code-marks(.)[1]}</xsl:text>
    <xsl:next-match/>
    <xsl:text>{e:code-marks(.)[2]}</xsl:text>
  </xsl:template>
</xsl:stylesheet>
