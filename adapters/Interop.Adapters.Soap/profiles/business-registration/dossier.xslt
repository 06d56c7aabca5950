<?xml version="1.0" encoding="utf-8"?>
<!-- A submission, and the correction that takes its place (isUpdating). The form is JSON in the names of business registration itself:
     MainInformation, HOAdress, Representatives. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://dkkd.gov.vn/lienthong/v1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:call-template name="numbered"/>
    <xsl:variable name="content" select="p:packet/p:content"/>
    <xsl:variable name="dossier" select="$content/p:dossier"/>
    <xsl:if test="not($dossier/p:eForm)"><xsl:message terminate="yes">Hồ sơ đăng ký doanh nghiệp phải kèm tờ khai điện tử.</xsl:message></xsl:if>
    <xsl:variable name="form" select="f:parseJson($dossier/p:eForm/p:data)/map"/>
    <xsl:variable name="main" select="$form/map[@key = 'MainInformation']"/>
    <xsl:variable name="address" select="$form/map[@key = 'HOAdress']"/>
    <xsl:variable name="code" select="$dossier/p:procedure/p:code"/>
    <xsl:variable name="short" select="concat(substring-before($code, '.'), '.', substring-before(concat(substring-after($code, '.'), '.'), '.'))"/>
    <xsl:variable name="type" select="f:map('thu-tuc', $short, '')"/>
    <xsl:if test="$type = ''"><xsl:message terminate="yes">Thủ tục không có trong bảng thu-tuc.csv của hồ sơ kết nối đăng ký doanh nghiệp.</xsl:message></xsl:if>
    <xsl:if test="string($main/*[@key = 'NAME']) = '' or string($address/*[@key = 'AddressFullText']) = '' or not($form/array[@key = 'Representatives']/map)"><xsl:message terminate="yes">Tờ khai thiếu tên doanh nghiệp, địa chỉ trụ sở hoặc người đại diện.</xsl:message></xsl:if>
    <NhanHoSo>
      <maGiaoDich><xsl:value-of select="f:deliveryId()"/></maGiaoDich>
      <isUpdating><xsl:value-of select="boolean($content/p:corrects)"/></isUpdating>
      <maHoSo><xsl:value-of select="@number"/></maHoSo>
      <maTTHC><xsl:value-of select="$code"/></maTTHC>
      <loaiDangKy><xsl:value-of select="$type"/></loaiDangKy>
      <ngayTiepNhan><xsl:value-of select="$dossier/p:times/p:received"/></ngayTiepNhan>
      <nguoiNop>
        <ten><xsl:value-of select="$dossier/p:owner/p:name"/></ten>
        <soGiayTo><xsl:value-of select="$dossier/p:owner/p:numbers/p:item[1]/p:number"/></soGiayTo>
        <dienThoai><xsl:value-of select="$dossier/p:owner/p:phone"/></dienThoai>
        <email><xsl:value-of select="$dossier/p:owner/p:email"/></email>
      </nguoiNop>
      <MainInformation>
        <xsl:apply-templates select="$main/*[@key = 'ENTERPRISE_ID']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'ENTERPRISE_GDT_CODE']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'NAME']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'SHORT_NAME']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'NAME_F']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'ENTERPRISE_TYPE_NAME']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'ENTERPRISE_STATUS']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'ENTERPRISE_STATUS_NAME']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'FOUNDING_DATE']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'IMP_BUSINESS_CODE']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'LEGAL_NAMES']" mode="entry"/>
        <xsl:apply-templates select="$main/*[@key = 'CAPITAL_AMOUNT']" mode="entry"/>
      </MainInformation>
      <HOAdress>
        <xsl:apply-templates select="$address/*[@key = 'AddressFullText']" mode="entry"/>
        <xsl:apply-templates select="$address/*[@key = 'CityName']" mode="entry"/>
        <xsl:apply-templates select="$address/*[@key = 'DistrictName']" mode="entry"/>
        <xsl:apply-templates select="$address/*[@key = 'WardName']" mode="entry"/>
      </HOAdress>
      <Representatives>
        <xsl:for-each select="$form/array[@key = 'Representatives']/map"><Representative><FULL_NAME><xsl:value-of select="*[@key = 'FULL_NAME']"/></FULL_NAME></Representative></xsl:for-each>
      </Representatives>
      <xsl:call-template name="papers"><xsl:with-param name="of" select="$dossier"/></xsl:call-template>
    </NhanHoSo>
  </xsl:template>
</xsl:stylesheet>
