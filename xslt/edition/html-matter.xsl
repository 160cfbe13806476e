<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands around the text: title and facts, abstract, notes, legends, the way of the document, citation, rights. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- Elements of the header among the page's own words: names lead to the index, addresses to where they say. -->
  <xsl:mode name="e:matter" on-no-match="shallow-skip"/>

  <xsl:template match="text()" mode="e:matter" as="text()"><xsl:value-of select="."/></xsl:template>

  <xsl:template match="*[e:kind(.)]" mode="e:matter" as="node()*">
    <xsl:param name="is-linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="$is-linked or not($index?id = e:entry-id(.))">
        <xsl:apply-templates mode="#current"/>
      </xsl:when>
      <xsl:otherwise>
        <a href="#{e:entry-id(.)}">
          <xsl:apply-templates mode="#current">
            <xsl:with-param name="is-linked" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ref" mode="e:matter" as="node()*">
    <xsl:param name="is-linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="e:is-address(@target) and not($is-linked)">
        <a href="{@target}">
          <xsl:apply-templates mode="#current">
            <xsl:with-param name="is-linked" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="#current"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="p | licence[not(p)] | item" mode="e:matter" as="element()">
    <p>
      <xsl:sequence select="e:language-attributes(., $page-language)"/>
      <xsl:apply-templates mode="#current"/>
    </p>
  </xsl:template>

  <xsl:template match="date | origDate" mode="e:matter" as="element()">
    <xsl:variable name="value" as="xs:string?" select="e:machine-date(.)"/>
    <xsl:element name="{if ($value) then 'time' else 'span'}">
      <xsl:if test="$value">
        <xsl:attribute name="datetime" select="$value"/>
      </xsl:if>
      <xsl:sequence select="if (e:is-translated(.)) then e:page-language-attribute() else ()"/>
      <xsl:text>{e:moment(.)}</xsl:text>
    </xsl:element>
  </xsl:template>

  <!-- One row of a list of facts. -->
  <xsl:function name="e:fact-row" as="element()">
    <xsl:param name="fact" as="map(xs:string, item()*)"/>
    <div>
      <dt>{$fact?label}</dt>
      <dd>
        <xsl:for-each select="$fact?elements">
          <xsl:if test="position() gt 1">; </xsl:if>
          <span>
            <xsl:sequence select="e:language-attributes(., $page-language)"/>
            <xsl:apply-templates select="." mode="e:matter"/>
          </span>
        </xsl:for-each>
      </dd>
    </div>
  </xsl:function>

  <!-- Head of the page ======================================================================================================== -->

  <xsl:template name="e:page-header" as="element()">
    <header class="page-header">
      <h1>
        <xsl:sequence select="$title-node ! e:language-attributes(., $page-language)"/>
        <xsl:text>{$title}</xsl:text>
      </h1>
      <xsl:for-each select="$subtitle">
        <p class="subtitle">
          <xsl:sequence select="e:language-attributes(., $page-language)"/>
          <xsl:text>{e:words(.)}</xsl:text>
        </p>
      </xsl:for-each>
      <xsl:if test="exists($facts)">
        <dl class="facts">
          <xsl:sequence select="$facts ! e:fact-row(.)"/>
        </dl>
      </xsl:if>
    </header>
  </xsl:template>

  <xsl:template name="e:page-contents" as="element()">
    <nav class="contents" aria-label="{e:say('page.parts')}">
      <ul>
        <xsl:if test="exists($abstract)"><li><a href="#edition:abstract">{e:say('page.abstract')}</a></li></xsl:if>
        <li><a href="#edition:text">{e:text-heading()}</a></li>
        <xsl:if test="$view != 'diplomatic' and exists($variant-places)"><li><a href="#edition:apparatus">{e:say('page.apparatus')}</a></li></xsl:if>
        <xsl:if test="$view != 'diplomatic' and exists($footnotes)"><li><a href="#edition:notes">{e:say('page.notes')}</a></li></xsl:if>
        <xsl:if test="exists($hands)"><li><a href="#edition:hands">{e:say('page.hands')}</a></li></xsl:if>
        <xsl:if test="exists($route)"><li><a href="#edition:route">{e:say('page.route')}</a></li></xsl:if>
        <xsl:if test="exists($index)"><li><a href="#edition:index">{e:say('page.index')}</a></li></xsl:if>
        <li><a href="#edition:citation">{e:say('page.citation-and-rights')}</a></li>
      </ul>
    </nav>
  </xsl:template>

  <xsl:template name="e:page-abstract" as="element()?">
    <xsl:if test="exists($abstract)">
      <section class="abstract" id="edition:abstract" aria-labelledby="edition:abstract-heading">
        <h2 id="edition:abstract-heading">{e:say('page.abstract')}</h2>
        <xsl:for-each select="$abstract">
          <div>
            <xsl:sequence select="e:language-attributes(., $page-language)"/>
            <xsl:apply-templates select="." mode="e:matter"/>
          </div>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Notes ==================================================================================================================== -->

  <xsl:template name="e:page-notes" as="element()?">
    <xsl:if test="exists($footnotes)">
      <section class="notes" id="edition:notes" role="doc-endnotes" aria-labelledby="edition:notes-heading">
        <h2 id="edition:notes-heading">{e:say('page.notes')}</h2>
        <ol>
          <xsl:for-each select="$footnotes">
            <xsl:variable name="number" as="xs:integer" select="position()"/>
            <li id="note:{$number}">
              <xsl:sequence select="e:language-attributes(., $page-language)"/>
              <xsl:element name="{if (e:holds-block(.)) then 'div' else 'span'}">
                <xsl:sequence select="e:id(.) ! e:id-attribute(.)"/>
                <span class="caption">
                  <xsl:sequence select="if (e:language(.) = $page-language) then () else e:page-language-attribute()"/>
                  <xsl:text>{e:note-label(.)}</xsl:text>
                </span>
                <xsl:text> </xsl:text>
                <xsl:call-template name="e:content"/>
              </xsl:element>
              <xsl:text>&#xA0;</xsl:text>
              <a class="back" href="#note-reference:{$number}" role="doc-backlink" aria-label="{e:say('page.back-to-note', map{'number': $number})}">↩</a>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Legends and the way of the document ====================================================================================== -->

  <xsl:template name="e:page-aside" as="element()?">
    <xsl:variable name="parts" as="element()*">
      <xsl:call-template name="e:page-route"/>
      <xsl:call-template name="e:page-hands"/>
      <xsl:call-template name="e:page-signs"/>
    </xsl:variable>
    <xsl:if test="exists($parts)">
      <!-- In main there may be no landmark of that kind. -->
      <xsl:element name="{if ($is-framed) then 'section' else 'aside'}">
        <xsl:attribute name="class" select="'legends'"/>
        <xsl:attribute name="aria-label" select="e:say('page.legends')"/>
        <xsl:sequence select="$parts"/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template name="e:page-route" as="element()?">
    <xsl:if test="exists($route)">
      <section class="route" id="edition:route" aria-labelledby="edition:route-heading">
        <h2 id="edition:route-heading">{e:say('page.route-of', map{'of-genre': e:genre-in-words($genre, 'of-genre')})}</h2>
        <ol>
          <xsl:for-each select="$route">
            <li class="{if (date) then 'dated' else 'undated'}">
              <span class="step">{e:action-label(.)}</span>
              <xsl:text> </xsl:text>
              <span class="who">
                <xsl:for-each select="persName | orgName | name | placeName">
                  <xsl:if test="position() gt 1">, </xsl:if>
                  <xsl:apply-templates select="." mode="e:matter"/>
                </xsl:for-each>
              </span>
              <xsl:text> </xsl:text>
              <xsl:for-each select="date[e:moment(.) != ''][1]">
                <span class="when">
                  <xsl:sequence select=".[not(e:is-translated(.))] ! e:language-attributes(., $page-language)"/>
                  <xsl:apply-templates select="." mode="e:matter"/>
                </span>
              </xsl:for-each>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="e:page-hands" as="element()?">
    <xsl:if test="exists($hands)">
      <section class="hands" id="edition:hands" aria-labelledby="edition:hands-heading">
        <h2 id="edition:hands-heading">{e:say('page.hands')}</h2>
        <dl>
          <xsl:for-each select="$hands">
            <div>
              <xsl:sequence select="e:id(.) ! e:id-attribute(.)"/>
              <dt>{e:hand-letter(.)}</dt>
              <dd>
                <xsl:sequence select="e:language-attributes(., $page-language)"/>
                <xsl:text>{(e:words(.), @scribe, @medium, e:say('page.hand-not-described'))[. != ''][1]}</xsl:text>
              </dd>
            </div>
          </xsl:for-each>
        </dl>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="e:page-signs" as="element()?">
    <xsl:if test="$view != 'diplomatic' and exists(($legend-of-text, $text//note[@type = 'mark'], $text//note[e:is-handwriting(.)]))">
      <section class="signs" id="edition:signs" aria-labelledby="edition:signs-heading">
        <h2 id="edition:signs-heading">{e:say('legend.heading')}</h2>
        <dl>
          <xsl:for-each select="$legend-of-text">
            <div>
              <dt><span class="sign {?sign}">{?sample}</span></dt>
              <dd>{?meaning}</dd>
            </div>
          </xsl:for-each>
          <xsl:if test="$text//note[e:is-handwriting(.)]">
            <div>
              <dt><span class="script">{e:say('sample.handwriting')}</span></dt>
              <dd>{e:say('legend.handwriting')}</dd>
            </div>
          </xsl:if>
          <xsl:if test="$text//note[@type = 'mark']">
            <div>
              <dt><span class="marked marked-left sample">{e:say('sample.mark')}</span></dt>
              <dd>{e:say('legend.mark')}</dd>
            </div>
          </xsl:if>
          <xsl:if test="$hands and $text//@hand">
            <div>
              <dt><span class="hand-link">A</span></dt>
              <dd>{e:say('legend.hand')}</dd>
            </div>
          </xsl:if>
          <xsl:if test="$occurrences">
            <div>
              <dt><span class="name"><span class="link">{e:say('sample.name')}</span></span></dt>
              <dd>{e:say('legend.name')}</dd>
            </div>
          </xsl:if>
        </dl>
        <xsl:if test="exists($signs-in-text)">
          <p class="hint">{e:say('legend.hint')}</p>
        </xsl:if>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Foot of the page ========================================================================================================== -->

  <xsl:template name="e:page-footer" as="element()">
    <footer class="page-footer">
      <section id="edition:citation" aria-labelledby="edition:citation-heading">
        <h2 id="edition:citation-heading">{e:say('page.cite')}</h2>
        <p class="citation"><xsl:call-template name="e:citation"/></p>
        <xsl:for-each select="$copy-text">
          <h3>{e:say('page.source')}</h3>
          <p>
            <xsl:sequence select="e:language-attributes(., $page-language)"/>
            <xsl:text>{e:source-in-words(.)}</xsl:text>
          </p>
        </xsl:for-each>
      </section>
      <xsl:call-template name="e:page-rights"/>
      <xsl:sequence select="e:seam('downloads')"/>
      <xsl:if test="$tei-address != ''">
        <section id="edition:download" aria-labelledby="edition:download-heading">
          <h2 id="edition:download-heading">{e:say('page.download')}</h2>
          <p><a href="{$tei-address}" download="{$tei-name}">{e:say('page.download-tei', map{'name': $tei-name})}</a></p>
        </section>
      </xsl:if>
    </footer>
  </xsl:template>

  <xsl:template name="e:citation" as="node()*">
    <xsl:if test="exists($authors)">
      <xsl:text>{e:sentence(string-join($authors, '; '))} </xsl:text>
    </xsl:if>
    <cite>
      <xsl:sequence select="$title-node ! e:language-attributes(., $page-language)"/>
      <xsl:text>{$title}</xsl:text>
    </cite>
    <xsl:text>{substring-after(e:sentence($title), $title)} </xsl:text>
    <xsl:text>{e:sentences((
      string-join(($subtitle ! e:words(.), $edition-in-words), '. '),
      string-join(($publisher ! e:words(.), $publication/date[1] ! e:moment(.)), ', ')))} </xsl:text>
    <xsl:for-each select="$identifiers[1]">
      <xsl:variable name="address" as="xs:string?"
        select="(e:words(.), 'https://doi.org/'[current()/@type = 'DOI'] ! (. || e:words(current())))[e:is-address(.)][1]"/>
      <xsl:choose>
        <xsl:when test="$address">
          <a href="{$address}">{$address}</a>
        </xsl:when>
        <xsl:otherwise>
          <span class="identifier">{e:words(.)}</span>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:text>.</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="e:sentences" as="xs:string">
    <xsl:param name="phrases" as="xs:string*"/>
    <xsl:sequence select="string-join($phrases[. != ''] ! e:sentence(.), ' ')"/>
  </xsl:function>

  <!-- The published source in one paragraph: its title, date, publisher and own citation line. -->
  <xsl:function name="e:source-in-words" as="xs:string">
    <xsl:param name="bibl" as="element()"/>
    <xsl:variable name="structured" as="xs:string" select="e:sentences((
      $bibl/title[1] ! ('“' || e:words(.) || '”'),
      string-join(($bibl/date[1] ! e:moment-as-written(.), $bibl/publisher[1] ! e:words(.)), ', '),
      $bibl/note[@type = 'citation'] ! e:words(.)))"/>
    <xsl:sequence select="if ($structured = '') then e:words($bibl) else $structured"/>
  </xsl:function>

  <xsl:template name="e:page-rights" as="element()?">
    <xsl:variable name="given" as="element()*" select="$publication/availability/(licence | p)"/>
    <xsl:variable name="source" as="element()*" select="$copy-text/availability/(licence | p), $manuscript//availability/(licence | p)"/>
    <xsl:if test="exists(($given, $source))">
      <section id="edition:rights" aria-labelledby="edition:rights-heading">
        <h2 id="edition:rights-heading">{e:say('page.rights')}</h2>
        <xsl:if test="exists($given)">
          <h3>{e:say('page.rights-of-edition')}</h3>
          <xsl:sequence select="$given ! e:rights(.)"/>
        </xsl:if>
        <xsl:if test="exists($source)">
          <h3>{e:say('page.rights-of-source')}</h3>
          <xsl:sequence select="$source ! e:rights(.)"/>
        </xsl:if>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:function name="e:rights" as="node()*">
    <xsl:param name="statement" as="element()"/>
    <xsl:apply-templates select="$statement" mode="e:matter"/>
    <xsl:for-each select="$statement/@target[e:is-address(.)]">
      <p><a href="{.}" rel="license">{.}</a></p>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
