<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view of what is no text: pictures inside the document, formulas, music, recordings, code. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- A picture that the document itself holds is shown. Anything else that is no text is named. -->
  <xsl:template match="binaryObject" mode="e:reading" as="element()">
    <xsl:variable name="words" as="xs:string" select="(ancestor::figure[1]/(figDesc | head)[e:words(.) != ''][1] ! e:words(.), desc ! e:words(.), e:say('media.image'))[. != ''][1]"/>
    <xsl:choose>
      <xsl:when test="e:is-embedded-image(.)">
        <img class="graphic" src="data:{@mimeType};base64,{replace(string-join(text()), '\s', '')}" alt="{$words}"/>
      </xsl:when>
      <xsl:otherwise>
        <span class="graphic">{$words} ({(@mimeType, e:say('media.data'))[1]})</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="e:is-embedded-image" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      $element/self::binaryObject/@mimeType = ('image/png', 'image/jpeg', 'image/gif', 'image/webp')
      and matches(string-join($element/text()), '^[A-Za-z0-9+/\s]+=*\s*$')"/>
  </xsl:function>

  <!-- A recording or film stays where it is, as pictures do; so does music, of which the page shows what it is called. -->
  <xsl:template match="media" mode="e:reading" as="node()*">
    <xsl:variable name="words" as="xs:string"
      select="(desc ! e:words(.), e:medium-in-words(.))[. != ''][1]"/>
    <xsl:choose>
      <xsl:when test="e:is-address(@url)">
        <a class="graphic" href="{@url}">{$words}</a>
      </xsl:when>
      <xsl:otherwise>
        <span class="graphic">{$words}</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What kind of file it is, and its name. -->
  <xsl:function name="e:medium-in-words" as="xs:string">
    <xsl:param name="media" as="element(media)"/>
    <xsl:variable name="name" as="xs:string" select="replace($media/@url, '^.*/', '')"/>
    <xsl:variable name="kind" as="xs:string" select="string(tokenize($media/@mimeType, '/')[1])"/>
    <xsl:sequence select="
      if ($kind = ('audio', 'video')) then e:say('media.' || $kind, map{'name': $name})
      else string-join((e:capitalised($kind)[. != ''], $name), ' ')"/>
  </xsl:function>

  <xsl:template match="notatedMusic" mode="e:reading" as="element()">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., 'music')"/>
      <xsl:sequence select="e:caption-of(., e:say('page.music'))"/>
      <xsl:call-template name="e:content"/>
    </xsl:element>
  </xsl:template>

  <!-- A leaf of the source, where a document transcribes its leaves. -->
  <xsl:template match="surface" mode="e:reading" as="element()">
    <div>
      <xsl:sequence select="e:attributes(., 'surface')"/>
      <p><xsl:sequence select="e:caption-of(., e:capitalised(e:surface-label(.)))"/></p>
      <xsl:call-template name="e:content"/>
    </div>
  </xsl:template>

  <xsl:template match="line" mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="e:paragraph-element(.)"/>
      <xsl:with-param name="classes" select="'source-line'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Formulas ============================================================================================================== -->

  <!-- MathML is shown as such, TeX and all else as it is written. -->
  <xsl:template match="formula" mode="e:reading" as="element()">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., 'formula')"/>
      <xsl:choose>
        <xsl:when test="lower-case(@notation) = ('tex', 'latex', 'asciimath')">
          <code>
            <xsl:call-template name="e:content"/>
          </code>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="e:content"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <xsl:template match="m:math" mode="e:reading" as="element()" xmlns:m="http://www.w3.org/1998/Math/MathML" xpath-default-namespace="">
    <xsl:element name="math" namespace="http://www.w3.org/1998/Math/MathML">
      <xsl:sequence select="@display[. = ('block', 'inline')], @dir[. = ('ltr', 'rtl')]"/>
      <xsl:apply-templates mode="e:mathml"/>
    </xsl:element>
  </xsl:template>

  <!-- Presentation MathML with attributes that only say how it looks; of anything else the words. -->
  <xsl:mode name="e:mathml" on-no-match="shallow-skip"/>

  <xsl:template match="text()" mode="e:mathml" as="text()?">
    <xsl:sequence select=".[matches(., '\S')]"/>
  </xsl:template>

  <xsl:template match="*[namespace-uri() = 'http://www.w3.org/1998/Math/MathML'][local-name() = $mathml-names]" mode="e:mathml" as="element()">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1998/Math/MathML">
      <xsl:sequence select="@*[namespace-uri() = ''][local-name() = $mathml-attributes][matches(., '^[\w.%#+-]*$')]"/>
      <xsl:apply-templates mode="#current"/>
    </xsl:element>
  </xsl:template>

  <!-- The same formula again for machines is not for readers. -->
  <xsl:template match="*[local-name() = ('annotation', 'annotation-xml')]" mode="e:mathml"/>

  <xsl:variable name="mathml-names" as="xs:string*" select="tokenize(
    'mi mn mo mtext mspace ms mrow mfrac msqrt mroot mstyle mpadded mphantom msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd')"/>

  <xsl:variable name="mathml-attributes" as="xs:string*" select="tokenize(
    'mathvariant stretchy symmetric fence separator lspace rspace form largeop movablelimits minsize maxsize accent accentunder linethickness columnspan rowspan width height depth displaystyle scriptlevel dir')"/>

  <!-- Code ================================================================================================================== -->

  <!-- An example of XML, or a specification of TEI: the markup itself is what is to be read. -->
  <xsl:template match="*[e:is-listing(.)]" mode="e:reading" as="element()" priority="3">
    <xsl:element name="{if (e:is-block(.)) then 'pre' else 'code'}">
      <xsl:sequence select="e:attributes(., 'markup')"/>
      <xsl:if test="e:is-block(.)">
        <xsl:attribute name="tabindex" select="0"/>
      </xsl:if>
      <xsl:text>{e:markup(.)}</xsl:text>
    </xsl:element>
  </xsl:template>

  <xsl:template match="eg" mode="e:reading" as="element()">
    <xsl:element name="{if (e:holds-block(.)) then 'div' else 'pre'}">
      <xsl:sequence select="e:attributes(., 'markup')"/>
      <xsl:attribute name="tabindex" select="0"/>
      <xsl:call-template name="e:content"/>
    </xsl:element>
  </xsl:template>

  <!-- Names of the parts of XML as one writes them. -->
  <xsl:template match="gi | att | val | tag" mode="e:reading" as="element()" priority="0.1">
    <xsl:variable name="marks" as="xs:string*" select="e:code-marks(.)"/>
    <xsl:element name="{e:phrase-element(., 'code')}">
      <xsl:sequence select="e:attributes(., ())"/>
      <xsl:text>{$marks[1]}</xsl:text>
      <xsl:call-template name="e:content"/>
      <xsl:text>{$marks[2]}</xsl:text>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
