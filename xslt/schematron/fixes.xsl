<?xml version="1.0" encoding="UTF-8"?>
<!--
  Schematron Quick Fix: what an assertion offers to mend what it found. Inside the entry of the assertion, the report has

    fix[@id, @default, @number]  one for each fix that is offered; @number is that of a fix made by use-for-each
      title, p                   the author's words, runs of white space as one space
      entry[@name]               what the user is asked for
      edit[@kind, @path, …]      one for each node that is changed, if the compiler's parameter "fixes" is "edits"
        content                  the new attributes and nodes; what is copied from the document is source[@path]
        match[@length]/content, other[@length]    for stringReplace: the text in its parts
    fix-fault[@id, @code]        a fix whose expressions could not be evaluated, and why

  A fix that is called stands in the place of the call, in a scope of its own.

  Source: W3C community group "Quick-fix support for XML", Schematron Quick Fixes Specification, draft of March 2018.
-->
<xsl:stylesheet version="3.0"
  xmlns="urn:tei:schematron:report"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:out="urn:tei:schematron:instruction"
  xmlns:compiled-from="urn:tei:schematron"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:sqf="http://www.schematron-quickfix.com/validator/process"
  exclude-result-prefixes="#all">

  <!-- What the stylesheet is to say of fixes: "none", the "titles" of those that are offered, or their "edits", too. -->
  <xsl:param name="fixes" as="xs:string" select="'titles'"/>

  <xsl:mode name="fixes" on-no-match="deep-skip"/>
  <xsl:mode name="offer" on-no-match="deep-skip"/>
  <xsl:mode name="declaration" on-no-match="deep-skip"/>
  <xsl:mode name="entry" on-no-match="deep-skip"/>
  <xsl:mode name="command" on-no-match="deep-skip"/>
  <xsl:mode name="new-content" on-no-match="deep-skip"/>
  <xsl:mode name="content" on-no-match="shallow-copy"/>

  <!-- fixes: what an assertion names, in its order. -->

  <xsl:template match="sch:assert | sch:report" mode="fixes" as="element(xsl:try)*">
    <xsl:variable name="speaker" as="element()" select="."/>
    <xsl:for-each select="tokenize(@sqf:fix)[$fixes ne 'none']">
      <xsl:apply-templates select="compiled-from:fix(., $speaker)" mode="offer">
        <xsl:with-param name="speaker" select="$speaker" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <!-- What the stylesheet needs for its fixes: the values that the user gives, and how to copy. -->
  <xsl:template match="sch:schema" mode="fixes" as="element()*">
    <xsl:if test=".//sqf:user-entry">
      <out:param name="Q{{urn:tei:schematron}}entries" as="document-node()?" select="()"/>
    </xsl:if>
    <xsl:if test="$fixes = 'edits' and .//sqf:fix">
      <!-- A node of the document is copied as it is written, which only whoever reads the report can do. -->
      <out:function name="Q{{urn:tei:schematron}}copied" as="item()">
        <out:param name="item" as="item()"/>
        <out:param name="root" as="node()"/>
        <out:choose>
          <out:when test="$item instance of node() and not($item instance of attribute() or $item instance of document-node())
            and $item/root() is $root">
            <source path="{{$item/path()}}"/>
          </out:when>
          <out:otherwise>
            <out:sequence select="$item"/>
          </out:otherwise>
        </out:choose>
      </out:function>
    </xsl:if>
  </xsl:template>

  <!-- offer -->

  <xsl:template match="sqf:group" mode="offer" as="element(xsl:try)">
    <out:try>
      <out:if test="{(@use-when, 'true()')[1]}">
        <xsl:sequence select="compiled-from:origin(., 'use-when')[current()/@use-when]"/>
        <xsl:apply-templates select="sqf:fix" mode="offer"/>
      </out:if>
      <xsl:call-template name="fix-fault"/>
    </out:try>
  </xsl:template>

  <xsl:template match="sqf:fix" mode="offer" as="element(xsl:try)">
    <out:try>
      <xsl:if test="not(ancestor::sch:schema/sch:ns/@prefix = 'sqf')">
        <xsl:namespace name="sqf" select="'http://www.schematron-quickfix.com/validator/process'"/>
      </xsl:if>
      <out:variable name="Q{{urn:tei:schematron}}here" select="."/>
      <out:variable name="Q{{urn:tei:schematron}}root" select="root()"/>
      <xsl:choose>
        <xsl:when test="@use-for-each">
          <out:for-each select="{@use-for-each}">
            <xsl:sequence select="compiled-from:origin(., 'use-for-each')"/>
            <out:variable name="Q{{http://www.schematron-quickfix.com/validator/process}}current" select="."/>
            <out:variable name="Q{{urn:tei:schematron}}number" select="position()"/>
            <out:for-each select="$Q{{urn:tei:schematron}}here">
              <xsl:call-template name="offered"/>
            </out:for-each>
          </out:for-each>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="offered"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="fix-fault"/>
    </out:try>
  </xsl:template>

  <!-- A fix that only calls another one is described by that one, and offered when that one is. -->
  <xsl:template name="offered" as="element()*">
    <xsl:context-item as="element(sqf:fix)" use="required"/>
    <xsl:param name="speaker" as="element()" tunnel="yes"/>
    <xsl:variable name="called" as="element(sqf:fix)*" select="compiled-from:described-by(.)"/>
    <xsl:variable name="described" as="element(sqf:fix)?" select="(., $called)[sqf:description][1]"/>
    <xsl:variable name="condition" as="attribute(use-when)?" select="((., $called)/@use-when)[1]"/>
    <xsl:apply-templates select="$called[. intersect ($described, $condition/..)], ." mode="declaration"/>
    <out:if test="{($condition, 'true()')[1]}">
      <xsl:sequence select="compiled-from:origin($condition/.., 'use-when')"/>
      <fix>
        <xsl:sequence select="compiled-from:constant('id', @id)"/>
        <xsl:if test="$speaker/@sqf:default-fix = @id">
          <xsl:attribute name="default" select="'true'"/>
        </xsl:if>
        <xsl:if test="@use-for-each">
          <xsl:attribute name="number" select="'{$Q{urn:tei:schematron}number}'"/>
        </xsl:if>
        <title>
          <xsl:apply-templates select="$described/sqf:description/sqf:title[1]" mode="normalised"/>
        </title>
        <xsl:for-each select="$described/sqf:description/sqf:p">
          <p>
            <xsl:apply-templates select="." mode="normalised"/>
          </p>
        </xsl:for-each>
        <xsl:apply-templates select="compiled-from:with-called(., ())/sqf:user-entry" mode="entry"/>
        <xsl:if test="$fixes = 'edits'">
          <xsl:apply-templates mode="command">
            <xsl:with-param name="within" select="." tunnel="yes"/>
          </xsl:apply-templates>
        </xsl:if>
      </fix>
    </out:if>
  </xsl:template>

  <xsl:template name="fix-fault" as="element(xsl:catch)">
    <xsl:context-item as="element()" use="required"/>
    <out:catch>
      <fix-fault code="{{local-name-from-QName($Q{{http://www.w3.org/2005/xqt-errors}}code)}}">
        <xsl:sequence select="compiled-from:constant('id', @id), compiled-from:constant('at', @compiled-from:at)"/>
        <out:value-of select="$Q{{http://www.w3.org/2005/xqt-errors}}description"/>
      </fix-fault>
    </out:catch>
  </xsl:template>

  <!-- entry -->

  <xsl:template match="sqf:user-entry" mode="entry" as="element(Q{urn:tei:schematron:report}entry)">
    <entry>
      <xsl:sequence select="compiled-from:constant('name', @name)"/>
      <xsl:apply-templates select="sqf:description/sqf:title[1]" mode="normalised"/>
    </entry>
  </xsl:template>

  <!-- declaration: the variables of a fix, in their order. -->

  <xsl:template match="sqf:fix" mode="declaration" as="element(xsl:variable)*">
    <xsl:apply-templates select="sqf:param | sqf:user-entry | sch:let | xsl:variable" mode="declaration"/>
  </xsl:template>

  <xsl:template match="sch:let" mode="declaration" as="element(xsl:variable)">
    <xsl:apply-templates select="." mode="variable"/>
  </xsl:template>

  <xsl:template match="xsl:variable" mode="declaration" as="element(xsl:variable)">
    <xsl:apply-templates select="." mode="embedded"/>
  </xsl:template>

  <!-- What cannot be the name of a variable is a fault of the fix, which is told when it is to be applied. -->
  <xsl:template match="(sqf:param | sqf:user-entry)[not(matches(@name, '^\i\c*$')) or @abstract = 'true']"
    mode="declaration" priority="1" as="empty-sequence()"/>

  <xsl:template match="sqf:param" mode="declaration" as="element(xsl:variable)">
    <xsl:param name="call" as="element(sqf:call-fix)?"/>
    <xsl:variable name="given" as="element(sqf:with-param)?" select="$call/sqf:with-param[@name = current()/@name][1]"/>
    <out:variable name="{@name}">
      <xsl:choose>
        <xsl:when test="$given">
          <xsl:attribute name="select" select="'$' || compiled-from:given($given)"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="select" select="(@default, '''''')[1]"/>
          <xsl:sequence select="compiled-from:origin(., 'default')[current()/@default]"/>
        </xsl:otherwise>
      </xsl:choose>
    </out:variable>
  </xsl:template>

  <!-- What the user gave, of the type that the author wants; else the value that the author proposes. -->
  <xsl:template match="sqf:user-entry" mode="declaration" as="element(xsl:variable)">
    <xsl:variable name="given" as="xs:string"
      select="'$Q{urn:tei:schematron}entries/*/*[@name = ''' || @name || '''][1]/string()'"/>
    <xsl:variable name="type" as="xs:string?"
      select="@type[matches(., '^xsd?:\i\c*$')] ! ('Q{http://www.w3.org/2001/XMLSchema}' || substring-after(., ':'))"/>
    <out:variable name="{@name}">
      <xsl:attribute name="select" select="'if (' || $given || ' ! true()) then ' || (if ($type) then $type || '(' || $given || ')'
        else $given) || ' else (' || (@default, if ($type) then () else '''''')[1] || ')'"/>
      <xsl:sequence select="compiled-from:origin(., 'default')[current()/@default]"/>
    </out:variable>
  </xsl:template>

  <!-- command -->

  <xsl:template match="sqf:call-fix" mode="command" as="element(xsl:if)?">
    <xsl:param name="within" as="element(sqf:fix)+" tunnel="yes"/>
    <xsl:variable name="called" as="element(sqf:fix)?" select="compiled-from:called(.)"/>
    <xsl:if test="exists($called except $within)">
      <out:if test="true()">
        <!-- Before the variables of the called fix, which may have the names of those that are used here. -->
        <xsl:for-each select="sqf:with-param">
          <out:variable name="{compiled-from:given(.)}">
            <xsl:copy-of select="@select"/>
            <xsl:sequence select="compiled-from:origin(., 'select')[current()/@select]"/>
            <xsl:if test="not(@select)">
              <xsl:apply-templates select="node()" mode="embedded"/>
            </xsl:if>
          </out:variable>
        </xsl:for-each>
        <xsl:apply-templates select="$called/(sqf:param | sqf:user-entry | sch:let | xsl:variable)" mode="declaration">
          <xsl:with-param name="call" select="."/>
        </xsl:apply-templates>
        <xsl:apply-templates select="$called/node()" mode="command">
          <xsl:with-param name="within" select="$within, $called" tunnel="yes"/>
        </xsl:apply-templates>
      </out:if>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sqf:add | sqf:delete | sqf:replace | sqf:stringReplace" mode="command" as="element(xsl:if)">
    <out:if test="{(@use-when, 'true()')[1]}">
      <xsl:sequence select="compiled-from:origin(., 'use-when')[current()/@use-when]"/>
      <out:for-each select="{(@match, '.')[1]}">
        <xsl:sequence select="compiled-from:origin(., 'match')[current()/@match]"/>
        <edit kind="{local-name()}" path="{{path()}}" elsewhere="{{not(root() is $Q{{urn:tei:schematron}}root)}}">
          <xsl:sequence select="compiled-from:constant('position', @position), compiled-from:constant('at', @compiled-from:at)"/>
          <xsl:apply-templates select="." mode="new-content"/>
        </edit>
      </out:for-each>
    </out:if>
  </xsl:template>

  <!-- new-content -->

  <xsl:template match="sqf:delete" mode="new-content" as="empty-sequence()"/>

  <xsl:template match="sqf:add | sqf:replace" mode="new-content" as="element(Q{urn:tei:schematron:report}content)">
    <content>
      <xsl:choose>
        <xsl:when test="@node-type = 'keep' or self::sqf:replace[@target][not(@node-type)]">
          <xsl:call-template name="kept"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="made">
            <xsl:with-param name="kind" select="(@node-type, @target[current()/self::sqf:add] ! 'element')[1] ! string()"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </content>
  </xsl:template>

  <!-- A node of the kind that the anchor is of, which is known when the fix is carried out. -->
  <xsl:template name="kept" as="element(xsl:choose)">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="activity" as="element()" select="."/>
    <out:choose>
      <xsl:for-each select="'element', 'attribute', 'processing-instruction', 'comment'">
        <xsl:variable name="kind" as="xs:string" select="."/>
        <out:when test=". instance of {$kind}()">
          <xsl:for-each select="$activity">
            <xsl:call-template name="made">
              <xsl:with-param name="kind" select="$kind"/>
            </xsl:call-template>
          </xsl:for-each>
        </out:when>
      </xsl:for-each>
      <out:otherwise>
        <xsl:call-template name="made"/>
      </out:otherwise>
    </out:choose>
  </xsl:template>

  <xsl:template name="made" as="element()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="kind" as="xs:string?"/>
    <xsl:variable name="target" as="xs:string" select="(@target, '{name()}')[1]"/>
    <xsl:choose>
      <xsl:when test="$kind = 'element'">
        <xsl:call-template name="element">
          <xsl:with-param name="name" select="$target"/>
          <xsl:with-param name="inner" as="node()*">
            <xsl:call-template name="inner"/>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$kind = ('attribute', 'processing-instruction', 'pi', 'comment')">
        <xsl:element name="xsl:{if ($kind = 'pi') then 'processing-instruction' else $kind}">
          <xsl:sequence select="compiled-from:prefixes(.)"/>
          <xsl:if test="$kind ne 'comment'">
            <xsl:attribute name="name" select="$target"/>
          </xsl:if>
          <xsl:copy-of select="@select, @xml:space"/>
          <xsl:if test="@select">
            <xsl:sequence select="compiled-from:origin(., 'select')"/>
          </xsl:if>
          <xsl:if test="not(@select)">
            <xsl:apply-templates select="node()" mode="content"/>
          </xsl:if>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inner"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="inner" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:choose>
      <xsl:when test="@select">
        <xsl:call-template name="copied"/>
      </xsl:when>
      <xsl:otherwise>
        <out:if test="true()">
          <xsl:copy-of select="@xml:space"/>
          <xsl:apply-templates select="node()" mode="content"/>
        </out:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!--
    An element by its name. The name is one in XSLT's sense, where without a prefix the default namespace counts: the
    author's, and not that of the report which is being written.
  -->
  <xsl:template name="element" as="element()+">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="inner" as="node()*"/>
    <xsl:variable name="default" as="xs:string" select="compiled-from:default-namespace(.)"/>
    <xsl:variable name="prefixes" as="node()*" select="compiled-from:prefixes(.)"/>
    <xsl:choose>
      <xsl:when test="contains($name, '{')">
        <out:variable name="Q{{urn:tei:schematron}}named">
          <named>
            <xsl:attribute name="name" select="$name"/>
          </named>
        </out:variable>
        <out:choose>
          <out:when test="contains($Q{{urn:tei:schematron}}named/*/@name, ':')">
            <out:element name="{{$Q{{urn:tei:schematron}}named/*/@name}}">
              <xsl:sequence select="$prefixes, $inner"/>
            </out:element>
          </out:when>
          <out:otherwise>
            <out:element name="{{$Q{{urn:tei:schematron}}named/*/@name}}" namespace="{$default}">
              <xsl:sequence select="$inner"/>
            </out:element>
          </out:otherwise>
        </out:choose>
      </xsl:when>
      <xsl:otherwise>
        <out:element name="{$name}">
          <xsl:if test="not(contains($name, ':'))">
            <xsl:attribute name="namespace" select="$default"/>
          </xsl:if>
          <xsl:sequence select="$prefixes, $inner"/>
        </out:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="sqf:stringReplace" mode="new-content" as="element()+">
    <out:variable name="Q{{urn:tei:schematron}}anchor" select="."/>
    <out:analyze-string select="string()" regex="{@regex}" flags="{@flags}">
      <xsl:sequence select="compiled-from:origin(., 'regex')"/>
      <out:matching-substring>
        <match length="{{string-length()}}">
          <content>
            <!-- The groups of the match are known in here, too. -->
            <out:for-each select="$Q{{urn:tei:schematron}}anchor">
              <xsl:call-template name="inner"/>
            </out:for-each>
          </content>
        </match>
      </out:matching-substring>
      <out:non-matching-substring>
        <other length="{{string-length()}}"/>
      </out:non-matching-substring>
    </out:analyze-string>
  </xsl:template>

  <!-- content: as in a template of XSLT. -->

  <xsl:template match="*[not(self::xsl:*)]/@compiled-from:at" mode="content" as="empty-sequence()"/>

  <xsl:template match="sch:let" mode="content" as="element(xsl:variable)">
    <xsl:apply-templates select="." mode="variable"/>
  </xsl:template>

  <xsl:template match="sch:value-of | sch:name" mode="content" as="element(xsl:value-of)">
    <xsl:apply-templates select="." mode="message"/>
  </xsl:template>

  <xsl:template match="sqf:*" mode="content" as="empty-sequence()"/>

  <xsl:template match="sqf:copy-of | sqf:keep | xsl:apply-templates[not(@mode)]" mode="content" as="element()">
    <xsl:call-template name="copied"/>
  </xsl:template>

  <xsl:template match="xsl:copy-of[compiled-from:gives-nodes(.)]" mode="content" as="element()">
    <xsl:call-template name="copied"/>
  </xsl:template>

  <xsl:template match="xsl:element[not(@namespace)]" mode="content" as="element()+">
    <xsl:call-template name="element">
      <xsl:with-param name="name" select="@name"/>
      <xsl:with-param name="inner" as="node()*">
        <xsl:apply-templates select="node()" mode="content"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- In the words of a stringReplace, $1 stands for the first group of its expression, if it has one. -->
  <xsl:template match="sqf:stringReplace//text()[matches(., '\$[1-9]')][not(ancestor::xsl:*)]" mode="content" as="node()+">
    <xsl:variable name="groups" as="xs:integer"
      select="count(tokenize(replace(replace(ancestor::sqf:stringReplace/@regex, '\\.', ''), '\[[^\]]*\]', ''), '\((\?:)?')) - 1"/>
    <xsl:analyze-string select="." regex="\$([1-9])">
      <xsl:matching-substring>
        <xsl:choose>
          <xsl:when test="xs:integer(regex-group(1)) le $groups">
            <out:value-of select="regex-group({regex-group(1)})"/>
          </xsl:when>
          <xsl:otherwise>
            <out:text>
              <xsl:value-of select="."/>
            </out:text>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:matching-substring>
      <xsl:non-matching-substring>
        <out:text>
          <xsl:value-of select="."/>
        </out:text>
      </xsl:non-matching-substring>
    </xsl:analyze-string>
  </xsl:template>

  <!-- What is selected; of the document's own nodes only where they are: they are copied as they are written. -->
  <xsl:template name="copied" as="element(xsl:for-each)">
    <xsl:context-item as="element()" use="required"/>
    <out:for-each select="{(@select, 'node()')[1]}">
      <xsl:sequence select="compiled-from:origin(., 'select')[current()/@select]"/>
      <out:sequence select="Q{{urn:tei:schematron}}copied(., $Q{{urn:tei:schematron}}root)"/>
    </out:for-each>
  </xsl:template>

  <!-- Whether what an instruction gives becomes part of the new content, and not of a value. -->
  <xsl:function name="compiled-from:gives-nodes" as="xs:boolean">
    <xsl:param name="instruction" as="element()"/>
    <xsl:variable name="activity" as="element()?"
      select="$instruction/ancestor::*[self::sqf:add | self::sqf:replace | self::sqf:stringReplace][1]"/>
    <xsl:variable name="between" as="element()*" select="$instruction/ancestor::* except $activity/ancestor-or-self::*"/>
    <xsl:sequence select="not($activity/@node-type = ('attribute', 'pi', 'processing-instruction', 'comment', 'keep'))
      and (every $one in $between satisfies $one/(self::xsl:element | self::xsl:copy | self::xsl:if | self::xsl:choose | self::xsl:when
        | self::xsl:otherwise | self::xsl:for-each | self::*[not(self::xsl:* | self::sch:* | self::sqf:*)]))"/>
  </xsl:function>

  <!-- The fix or group that an id means at a place of the schema: one of the same rule goes before one of all rules. -->
  <xsl:function name="compiled-from:fix" as="element()?">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="own" as="element()*"
      select="$place/ancestor::sch:rule[1]/(sqf:fix | sqf:group | sqf:group/sqf:fix | sqf:fixes/sqf:fix)"/>
    <xsl:variable name="instance" as="element()*"
      select="$place/ancestor::*[self::sch:pattern | self::sch:group][1]/sqf:fixes/(sqf:fix | sqf:group | sqf:group/sqf:fix)"/>
    <xsl:variable name="shared" as="element()*"
      select="$place/ancestor::sch:schema/sqf:fixes/(sqf:fix | sqf:group | sqf:group/sqf:fix)"/>
    <xsl:sequence select="($own, $instance, $shared)[@id = $id][not(. intersect $place/ancestor::*)][1]"/>
  </xsl:function>

  <xsl:function name="compiled-from:given" as="xs:string">
    <xsl:param name="parameter" as="element(sqf:with-param)"/>
    <xsl:sequence select="'Q{urn:tei:schematron}given-' || count($parameter/preceding-sibling::sqf:with-param) + 1"/>
  </xsl:function>

  <!-- The fixes for all rules that have parameters of an abstract pattern: each instance of it has them with its own. -->
  <xsl:function name="compiled-from:abstract-fixes" as="element(sqf:fixes)*">
    <xsl:param name="pattern" as="element()"/>
    <xsl:sequence select="$pattern/ancestor::sch:schema/sqf:fixes[.//sqf:param/@abstract = 'true']"/>
  </xsl:function>

  <xsl:function name="compiled-from:called" as="element(sqf:fix)?">
    <xsl:param name="call" as="element(sqf:call-fix)"/>
    <xsl:sequence select="compiled-from:fix(string($call/@ref), $call)[self::sqf:fix]"/>
  </xsl:function>

  <!-- The fix that one is described by which does nothing but call it, and so on. -->
  <xsl:function name="compiled-from:described-by" as="element(sqf:fix)*">
    <xsl:param name="fix" as="element(sqf:fix)"/>
    <xsl:variable name="calls" as="element()*"
      select="$fix/(sqf:call-fix | sqf:add | sqf:delete | sqf:replace | sqf:stringReplace)"/>
    <xsl:sequence select="if (count($calls) = 1) then $calls[self::sqf:call-fix] ! compiled-from:called(.) else ()"/>
  </xsl:function>

  <!-- A fix and those that it calls, each once. -->
  <xsl:function name="compiled-from:with-called" as="element(sqf:fix)*">
    <xsl:param name="fixes" as="element(sqf:fix)*"/>
    <xsl:param name="known" as="element(sqf:fix)*"/>
    <xsl:variable name="all" as="element(sqf:fix)*" select="$known | $fixes"/>
    <xsl:variable name="new" as="element(sqf:fix)*" select="($fixes/sqf:call-fix ! compiled-from:called(.)) except $all"/>
    <xsl:sequence select="if ($new) then compiled-from:with-called($new, $all) else $all"/>
  </xsl:function>

  <xsl:function name="compiled-from:default-namespace" as="xs:string">
    <xsl:param name="author" as="element()"/>
    <xsl:sequence select="string($author/namespace::*[name() = ''][not(. = $compiled-from:languages)])"/>
  </xsl:function>

  <xsl:function name="compiled-from:prefixes" as="node()*">
    <xsl:param name="author" as="element()"/>
    <xsl:for-each select="$author/namespace::*[not(name() = ('', 'xml'))][not(. = $compiled-from:languages)]">
      <xsl:namespace name="{name()}" select="string()"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:variable name="compiled-from:languages" as="xs:string+" select="
    'http://purl.oclc.org/dsdl/schematron', 'http://www.schematron-quickfix.com/validator/process', 'urn:tei:schematron',
    'http://www.w3.org/1999/XSL/Transform'"/>

</xsl:stylesheet>
