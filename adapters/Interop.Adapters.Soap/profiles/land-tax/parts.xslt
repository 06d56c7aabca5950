<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:thue:dat-dai:1" exclude-result-prefixes="f d p">
  <xsl:template name="head">
    <xsl:param name="service"/>
    <xsl:if test="@number = ''"><xsl:message terminate="yes">Gói tin không có mã hồ sơ một cửa.</xsl:message></xsl:if>
    <session><xsl:value-of select="f:token()"/></session>
    <madonvi><xsl:value-of select="f:setting('MaDonVi')"/></madonvi>
    <service><xsl:value-of select="$service"/></service>
  </xsl:template>

  <xsl:template name="moment">
    <xsl:param name="at"/>
    <ngay><xsl:value-of select="f:date($at, 'yyyyMMddHHmmss')"/></ngay>
  </xsl:template>

  <!-- Of an owner: the tax number, else the citizen's. -->
  <xsl:template name="tax-number">
    <xsl:param name="of"/>
    <xsl:value-of select="($of/p:numbers/p:item[p:type = 'taxNumber'] | $of/p:numbers/p:item[p:type = 'citizenNumber'][not(../p:item/p:type = 'taxNumber')])[1]/p:number"/>
  </xsl:template>
</xsl:stylesheet>
