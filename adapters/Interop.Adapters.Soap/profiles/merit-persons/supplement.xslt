<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:call-template name="numbered"/>
    <xsl:variable name="content" select="p:packet/p:content"/>
    <xsl:variable name="document">
      <BoSungHoSo>
        <MaGiaoDich><xsl:value-of select="f:deliveryId()"/></MaGiaoDich>
        <MaHoSo><xsl:value-of select="@number"/></MaHoSo>
        <MaYeuCau><xsl:value-of select="$content/p:requestId"/></MaYeuCau>
        <NgayBoSung><xsl:value-of select="f:date($content/p:suppliedAt, 'dd/MM/yyyy HH:mm:ss')"/></NgayBoSung>
        <GhiChu><xsl:value-of select="$content/p:note"/></GhiChu>
        <xsl:call-template name="papers"><xsl:with-param name="of" select="$content"/></xsl:call-template>
      </BoSungHoSo>
    </xsl:variable>
    <BoSungHoSo xmlns="http://tempuri.org/">
      <token><xsl:value-of select="f:token()"/></token>
      <xmlBoSung><xsl:value-of select="f:xml($document)"/></xmlBoSung>
    </BoSungHoSo>
  </xsl:template>
</xsl:stylesheet>
