<?xml version="1.0" encoding="utf-8"?>
<!-- The rows of a DataSet as the rules judge them: traLoi with an element for each row of each table. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns:diffgr="urn:schemas-microsoft-com:xml-diffgram-v1" exclude-result-prefixes="f d p diffgr">
  <xsl:template match="/">
    <traLoi>
      <xsl:apply-templates select="/*/*/diffgr:diffgram/*[namespace-uri() = '']/*"/>
    </traLoi>
  </xsl:template>

  <!-- A row. What stands in diffgr:before is how it was, and diffgr:errors what ADO.NET had against it: neither is asked for. -->
  <xsl:template match="*">
    <xsl:element name="{local-name()}">
      <xsl:for-each select="*">
        <xsl:choose>
          <xsl:when test="local-name() = 'So_x0020_tiep_x0020_nhan'"><SoTiepNhan><xsl:value-of select="."/></SoTiepNhan></xsl:when>
          <xsl:otherwise><xsl:element name="{local-name()}"><xsl:value-of select="."/></xsl:element></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
