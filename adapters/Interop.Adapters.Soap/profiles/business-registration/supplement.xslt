<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://dkkd.gov.vn/lienthong/v1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:call-template name="numbered"/>
    <xsl:variable name="content" select="p:packet/p:content"/>
    <BoSungHoSo>
      <maGiaoDich><xsl:value-of select="f:deliveryId()"/></maGiaoDich>
      <maHoSo><xsl:value-of select="@number"/></maHoSo>
      <maYeuCau><xsl:value-of select="$content/p:requestId"/></maYeuCau>
      <ngayBoSung><xsl:value-of select="$content/p:suppliedAt"/></ngayBoSung>
      <ghiChu><xsl:value-of select="$content/p:note"/></ghiChu>
      <xsl:call-template name="papers"><xsl:with-param name="of" select="$content"/></xsl:call-template>
    </BoSungHoSo>
  </xsl:template>
</xsl:stylesheet>
