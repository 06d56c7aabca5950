<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:bhxh:lien-thong:1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:variable name="content" select="p:packet/p:content"/>
    <BoSungHoSo>
      <xsl:call-template name="head"><xsl:with-param name="unit" select="string(d:identifiers/d:item[1]/@issuer)"/></xsl:call-template>
      <MaHoSo><xsl:value-of select="@number"/></MaHoSo>
      <MaYeuCau><xsl:value-of select="$content/p:requestId"/></MaYeuCau>
      <NgayBoSung><xsl:value-of select="$content/p:suppliedAt"/></NgayBoSung>
      <GhiChu><xsl:value-of select="$content/p:note"/></GhiChu>
      <xsl:call-template name="papers"><xsl:with-param name="of" select="$content"/></xsl:call-template>
    </BoSungHoSo>
  </xsl:template>
</xsl:stylesheet>
