<?xml version="1.0" encoding="utf-8"?>
<!-- The canonical form birth-registration as the ministry's HoTichKhaiSinh, in its names and order. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" exclude-result-prefixes="f d">
  <xsl:template match="map" mode="birth">
    <xsl:param name="findings"/>
    <xsl:variable name="c" select="map[@key = 'child']"/>
    <xsl:variable name="r" select="map[@key = 'requester']"/>
    <map>
      <string key="maGCS"><xsl:value-of select="map[@key = 'certificate']/*[@key = 'number']"/></string>
      <string key="ngayCapGCS"><xsl:value-of select="f:partialDate(map[@key = 'certificate']/*[@key = 'issuedOn'], 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')"/></string>
      <string key="loaiDangKy"><xsl:value-of select="*[@key = 'registrationType']"/></string>
      <string key="noiDangKy"><xsl:value-of select="*[@key = 'registrationPlace']"/></string>
      <string key="soLuongBanSao"><xsl:value-of select="*[@key = 'copies']"/></string>
      <string key="nksHoTen"><xsl:value-of select="$c/*[@key = 'fullName']"/></string>
      <string key="nksGioiTinh"><xsl:value-of select="$c/*[@key = 'gender']"/></string>
      <string key="nksNgaySinh"><xsl:value-of select="f:partialDate($c/*[@key = 'birthDate'], 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')"/></string>
      <string key="nksNgaySinhBangChu"><xsl:value-of select="$c/*[@key = 'birthDateInWords']"/></string>
      <xsl:call-template name="place"><xsl:with-param name="key" select="'nksNoiSinh'"/><xsl:with-param name="at" select="$c/map[@key = 'birthPlace']"/></xsl:call-template>
      <xsl:call-template name="place"><xsl:with-param name="key" select="'nksQueQuan'"/><xsl:with-param name="at" select="$c/map[@key = 'hometown']"/></xsl:call-template>
      <string key="nksDanToc"><xsl:value-of select="$c/*[@key = 'ethnicity']"/></string>
      <string key="nksQuocTich"><xsl:value-of select="$c/*[@key = 'nationality']"/></string>
      <string key="nksLoaiKhaiSinh"><xsl:value-of select="$c/*[@key = 'birthType']"/></string>
      <xsl:call-template name="parent"><xsl:with-param name="prefix" select="'me'"/><xsl:with-param name="who" select="map[@key = 'mother']"/><xsl:with-param name="seen" select="$findings/d:finding[@subject = '/content/dossier/eForm/data/mother']"/></xsl:call-template>
      <xsl:call-template name="parent"><xsl:with-param name="prefix" select="'cha'"/><xsl:with-param name="who" select="map[@key = 'father']"/><xsl:with-param name="seen" select="$findings/d:finding[@subject = '/content/dossier/eForm/data/father']"/></xsl:call-template>
      <string key="nycHoTen"><xsl:value-of select="$r/*[@key = 'fullName']"/></string>
      <string key="nycQuanHe"><xsl:value-of select="$r/*[@key = 'relation']"/></string>
      <string key="nycLoaiGiayToTuyThan"><xsl:value-of select="$r/*[@key = 'paperType']"/></string>
      <xsl:if test="string($r/*[@key = 'citizenNumber']) != ''"><string key="nycSoDDCN"><xsl:value-of select="$r/*[@key = 'citizenNumber']"/></string></xsl:if>
      <string key="nycSoGiayToTuyThan"><xsl:value-of select="$r/*[@key = 'paperNumber']"/></string>
      <string key="nycNgayCapGiayToTuyThan"><xsl:value-of select="f:partialDate($r/*[@key = 'paperIssuedOn'], 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')"/></string>
      <string key="nycNoiCapGiayToTuyThan"><xsl:value-of select="$r/*[@key = 'paperIssuedBy']"/></string>
      <string key="nycSoDienThoai"><xsl:value-of select="$r/*[@key = 'phone']"/></string>
      <string key="nycEmail"><xsl:value-of select="$r/*[@key = 'email']"/></string>
      <!-- Mostly a parent asks: then the same name and number were verified already, under the parent. -->
      <xsl:variable name="asked"><xsl:call-template name="confirmed"><xsl:with-param name="seen" select="$findings/d:finding[@subject = '/content/dossier/eForm/data/requester']"/></xsl:call-template></xsl:variable>
      <xsl:variable name="mother"><xsl:call-template name="confirmed"><xsl:with-param name="seen" select="$findings/d:finding[@subject = '/content/dossier/eForm/data/mother']"/></xsl:call-template></xsl:variable>
      <xsl:variable name="father"><xsl:call-template name="confirmed"><xsl:with-param name="seen" select="$findings/d:finding[@subject = '/content/dossier/eForm/data/father']"/></xsl:call-template></xsl:variable>
      <xsl:variable name="number"><xsl:call-template name="number"><xsl:with-param name="of" select="$r"/></xsl:call-template></xsl:variable>
      <xsl:variable name="number-of-mother"><xsl:call-template name="number"><xsl:with-param name="of" select="map[@key = 'mother']"/></xsl:call-template></xsl:variable>
      <xsl:variable name="number-of-father"><xsl:call-template name="number"><xsl:with-param name="of" select="map[@key = 'father']"/></xsl:call-template></xsl:variable>
      <xsl:variable name="name" select="string($r/*[@key = 'fullName'])"/>
      <string key="nycXacThucThongTin"><xsl:value-of select="number($asked = '1'
        or ($mother = '1' and string($number) != '' and string($number) = string($number-of-mother) and $name = string(map[@key = 'mother']/*[@key = 'fullName']))
        or ($father = '1' and string($number) != '' and string($number) = string($number-of-father) and $name = string(map[@key = 'father']/*[@key = 'fullName'])))"/></string>
    </map>
  </xsl:template>

  <xsl:template name="parent">
    <xsl:param name="prefix"/>
    <xsl:param name="who"/>
    <xsl:param name="seen"/>
    <string key="{$prefix}HoTen"><xsl:value-of select="$who/*[@key = 'fullName']"/></string>
    <string key="{$prefix}NgaySinh"><xsl:value-of select="f:partialDate($who/*[@key = 'birthDate'], 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')"/></string>
    <string key="{$prefix}DanToc"><xsl:value-of select="$who/*[@key = 'ethnicity']"/></string>
    <string key="{$prefix}QuocTich"><xsl:value-of select="$who/*[@key = 'nationality']"/></string>
    <string key="{$prefix}LoaiCuTru"><xsl:value-of select="$who/*[@key = 'residenceType']"/></string>
    <xsl:call-template name="place"><xsl:with-param name="key" select="concat($prefix, 'NoiCuTru')"/><xsl:with-param name="at" select="$who/map[@key = 'residence']"/></xsl:call-template>
    <string key="{$prefix}LoaiGiayToTuyThan"><xsl:value-of select="$who/*[@key = 'paperType']"/></string>
    <string key="{$prefix}SoGiayToTuyThan"><xsl:value-of select="$who/*[@key = 'paperNumber']"/></string>
    <string key="{$prefix}SoDDCN"><xsl:value-of select="$who/*[@key = 'citizenNumber']"/></string>
    <string key="{$prefix}XacThucThongTin"><xsl:call-template name="confirmed"><xsl:with-param name="seen" select="$seen"/></xsl:call-template></string>
  </xsl:template>

  <xsl:template name="place">
    <xsl:param name="key"/>
    <xsl:param name="at"/>
    <map key="{$key}">
      <string key="maTinh"><xsl:value-of select="$at/*[@key = 'province']"/></string>
      <string key="maHuyen"><xsl:value-of select="$at/*[@key = 'district']"/></string>
      <string key="maXa"><xsl:value-of select="$at/*[@key = 'commune']"/></string>
      <string key="dcChiTiet"><xsl:value-of select="$at/*[@key = 'detail']"/></string>
    </map>
  </xsl:template>

  <xsl:template name="number">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="string($of/*[@key = 'citizenNumber']) != ''"><xsl:value-of select="$of/*[@key = 'citizenNumber']"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$of/*[@key = 'paperNumber']"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="confirmed">
    <xsl:param name="seen"/>
    <xsl:choose>
      <xsl:when test="$seen[@verdict = 'confirmed'] and not($seen[@verdict = 'contradicted' or @verdict = 'notFound'])">1</xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
