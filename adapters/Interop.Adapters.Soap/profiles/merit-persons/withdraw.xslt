<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:call-template name="numbered"/>
    <xsl:variable name="document">
      <RutHoSo>
        <MaGiaoDich><xsl:value-of select="f:deliveryId()"/></MaGiaoDich>
        <MaHoSo><xsl:value-of select="@number"/></MaHoSo>
        <LyDo><xsl:value-of select="p:packet/p:content/p:reason"/></LyDo>
      </RutHoSo>
    </xsl:variable>
    <RutHoSo xmlns="http://tempuri.org/">
      <token><xsl:value-of select="f:token()"/></token>
      <xmlRut><xsl:value-of select="f:xml($document)"/></xmlRut>
    </RutHoSo>
  </xsl:template>
</xsl:stylesheet>
