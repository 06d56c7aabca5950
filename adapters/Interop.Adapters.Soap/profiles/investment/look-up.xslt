<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://tempuri.org/DauTu/" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/">
    <xsl:variable name="body">
      <TraCuu>
        <MaHoSo><xsl:choose><xsl:when test="f:dossierNumber() != ''"><xsl:value-of select="f:dossierNumber()"/></xsl:when><xsl:otherwise>kiem-tra-ket-noi</xsl:otherwise></xsl:choose></MaHoSo>
      </TraCuu>
    </xsl:variable>
    <xsl:call-template name="message"><xsl:with-param name="body" select="$body"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
