<?xml version="1.0" encoding="UTF-8"?>
<!-- Names of things in a guide, addresses, languages. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="urn:tei:guide"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- The entries by kind and ident, and by the name that documents have. -->
  <xsl:key name="g:entry" match="g:entry" use="@kind || ' ' || @ident, @kind || ' ' || @name"/>
  <xsl:key name="g:id" match="g:entry | g:attribute" use="@id"/>
  <xsl:key name="g:attribute" match="g:attribute" use="@name"/>
  <xsl:key name="g:anchor" match="g:prose//*[not(g:is-in-example(.))]" use="string((@xml:id, self::g:spec/@id)[1])"/>

  <xsl:function name="g:is-in-example" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="exists($node/ancestor-or-self::*[namespace-uri() = 'http://www.tei-c.org/ns/Examples'])"/>
  </xsl:function>

  <!-- The identifier of the entry that a name means, if there is one. -->
  <xsl:function name="g:entry-id" as="xs:string?">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="key('g:entry', $kind || ' ' || normalize-space($name), root($guide))[1]/@id ! string()"/>
  </xsl:function>

  <!-- The nearest language that is said. -->
  <xsl:function name="g:language" as="xs:string?">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="$node/ancestor-or-self::*[@xml:lang][1]/@xml:lang[matches(., '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$')] ! string()"/>
  </xsl:function>

  <xsl:function name="g:language-attribute" as="attribute()*">
    <xsl:param name="node" as="node()?"/>
    <xsl:param name="around" as="xs:string?"/>
    <xsl:variable name="language" as="xs:string?" select="g:language($node)"/>
    <xsl:if test="exists($language) and not($language = $around)">
      <xsl:attribute name="lang" select="$language"/>
      <xsl:if test="matches($language, '^(ar|fa|he|syr|ur|yi)(-|$)')">
        <xsl:attribute name="dir" select="'rtl'"/>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- The address that a link may have: of the web, of mail, or of a file beside the page; none for what a browser
       would run, or what has a scheme of another kind. -->
  <xsl:function name="g:address" as="xs:string?">
    <xsl:param name="written" as="xs:string?"/>
    <xsl:variable name="address" as="xs:string" select="tokenize($written, '\s+')[. != ''][1] => string()"/>
    <xsl:choose>
      <xsl:when test="$address = '' or matches($address, '[\p{Cc}\\&lt;&gt;&quot;|^`{}]')"/>
      <xsl:when test="starts-with($address, '#')">
        <xsl:sequence select="g:local(substring($address, 2)) ! ('#' || .)"/>
      </xsl:when>
      <xsl:when test="matches($address, '^https?://[^/?#@\s]+([/?#].*)?$', 'i') or matches($address, '^mailto:[^\s]+@', 'i')">
        <xsl:sequence select="iri-to-uri(replace($address, '%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|.?$)', '%25$1'))"/>
      </xsl:when>
      <xsl:when test="not(matches($address, '^[^/?#]*:')) and not(starts-with($address, '//'))">
        <xsl:sequence select="iri-to-uri(replace($address, '%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|.?$)', '%25$1'))"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- The identifier on the page that an identifier of the ODD means: of prose, or of the entry for a specification. -->
  <xsl:function name="g:local" as="xs:string?">
    <xsl:param name="identifier" as="xs:string"/>
    <xsl:variable name="found" as="element()?" select="key('g:anchor', $identifier, root($guide))[1]"/>
    <xsl:sequence select="
      if ($found/self::g:spec/@to) then string($found/@to)
      else if ($found) then $identifier
      else key('g:id', $identifier, root($guide))[1]/@id ! string()"/>
  </xsl:function>

  <!-- The words of a heading, without its notes. -->
  <xsl:function name="g:heading" as="xs:string">
    <xsl:param name="division" as="element()?"/>
    <xsl:sequence select="normalize-space(string-join($division/head[1]//text()[not(ancestor::note)]))"/>
  </xsl:function>

  <xsl:function name="g:id-attribute" as="attribute()?">
    <xsl:param name="node" as="element()"/>
    <xsl:if test="$node/@xml:id[matches(., '^\S+$')]">
      <xsl:attribute name="id" select="$node/@xml:id"/>
    </xsl:if>
  </xsl:function>

  <!-- The name of something of the schema, as a link to its entry if it has one: $to is the entry. -->
  <xsl:function name="g:named" as="element()">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="to" as="xs:string?"/>
    <xsl:choose>
      <xsl:when test="$to != ''">
        <a class="{$kind}" href="#{$to}"><xsl:sequence select="g:as-written($kind, $name)"/></a>
      </xsl:when>
      <xsl:otherwise>
        <code class="{$kind}"><xsl:sequence select="g:as-written($kind, $name)"/></code>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="g:as-written" as="xs:string">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="if ($kind = 'element') then '&lt;' || $name || '&gt;' else if ($kind = 'attribute') then '@' || $name else $name"/>
  </xsl:function>

  <xsl:function name="g:counted" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:param name="what" as="xs:string"/>
    <xsl:sequence select="format-integer($number, '#,##0') || ' ' || (if ($number = 1) then $what else if (ends-with($what, 's')) then $what || 'es' else $what || 's')"/>
  </xsl:function>
</xsl:stylesheet>
