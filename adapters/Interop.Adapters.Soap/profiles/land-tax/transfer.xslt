<?xml version="1.0" encoding="utf-8"?>
<!-- A dossier on land as the sheet from which its financial duties are assessed. The form is JSON in these names: SoToBanDo, SoThuaDat,
     DienTich, LoaiDat (a code of loai-dat.csv), ViTri, DiaChiThuaDat, GiaChuyenNhuong. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns:t="urn:thue:dat-dai:1" exclude-result-prefixes="f d p t">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:variable name="dossier" select="p:packet/p:content/p:dossier"/>
    <xsl:if test="not($dossier/p:eForm)"><xsl:message terminate="yes">Hồ sơ xác định nghĩa vụ tài chính phải kèm tờ khai điện tử về thửa đất.</xsl:message></xsl:if>
    <xsl:variable name="form" select="f:parseJson($dossier/p:eForm/p:data)/map"/>
    <xsl:variable name="land" select="f:map('loai-dat', string($form/*[@key = 'LoaiDat']), '')"/>
    <xsl:if test="$land = ''"><xsl:message terminate="yes">Tờ khai không ghi loại đất, hoặc loại đất không có trong bảng loai-dat.csv.</xsl:message></xsl:if>
    <xsl:if test="string($form/*[@key = 'DienTich']) = ''"><xsl:message terminate="yes">Tờ khai không ghi diện tích thửa đất.</xsl:message></xsl:if>
    <xsl:variable name="document">
      <DATA>
        <BODY>
          <ROW_LIST>
            <MA_HSO><xsl:value-of select="@number"/></MA_HSO>
            <THUA_DAT>
              <MA_SO_THUE><xsl:call-template name="tax-number"><xsl:with-param name="of" select="$dossier/p:owner"/></xsl:call-template></MA_SO_THUE>
              <TEN_NGUOI_NOP><xsl:value-of select="$dossier/p:owner/p:name"/></TEN_NGUOI_NOP>
              <SO_GIAY_TO><xsl:value-of select="$dossier/p:owner/p:numbers/p:item[p:type = 'citizenNumber'][1]/p:number"/></SO_GIAY_TO>
              <NGAY_TIEP_NHAN><xsl:value-of select="f:date($dossier/p:times/p:received, 'dd-MM-yyyy')"/></NGAY_TIEP_NHAN>
              <SO_TO><xsl:value-of select="$form/*[@key = 'SoToBanDo']"/></SO_TO>
              <SO_THUA><xsl:value-of select="$form/*[@key = 'SoThuaDat']"/></SO_THUA>
              <DIEN_TICH><xsl:value-of select="$form/*[@key = 'DienTich']"/></DIEN_TICH>
              <LOAI_DAT><xsl:value-of select="$land"/></LOAI_DAT>
              <VI_TRI><xsl:value-of select="$form/*[@key = 'ViTri']"/></VI_TRI>
              <DIA_CHI><xsl:value-of select="$form/*[@key = 'DiaChiThuaDat']"/></DIA_CHI>
              <xsl:if test="string($form/*[@key = 'GiaChuyenNhuong']) != ''"><GIA_CHUYEN_NHUONG><xsl:value-of select="$form/*[@key = 'GiaChuyenNhuong']"/></GIA_CHUYEN_NHUONG></xsl:if>
            </THUA_DAT>
          </ROW_LIST>
        </BODY>
      </DATA>
    </xsl:variable>
    <t:PhieuChuyenThongTin>
      <xsl:call-template name="head"><xsl:with-param name="service" select="'PhieuChuyenThongTin'"/></xsl:call-template>
      <xsl:call-template name="moment"><xsl:with-param name="at" select="$dossier/p:times/p:received"/></xsl:call-template>
      <t:isUpdating><xsl:choose><xsl:when test="@known = 'true'">True</xsl:when><xsl:otherwise>False</xsl:otherwise></xsl:choose></t:isUpdating>
      <t:MaGiaoDich><xsl:value-of select="f:deliveryId()"/></t:MaGiaoDich>
      <t:data>
        <t:FilePhieuChuyen><xsl:value-of select="f:base64(f:xml($document))"/></t:FilePhieuChuyen>
        <xsl:for-each select="$dossier/p:components/p:item/p:files/p:item | $dossier/p:otherPapers/p:item/p:files/p:item">
          <t:TaiLieu>
            <t:TenTepDinhKem><xsl:value-of select="p:name"/></t:TenTepDinhKem>
            <t:Base64><xsl:value-of select="f:file(p:sha256)"/></t:Base64>
          </t:TaiLieu>
        </xsl:for-each>
      </t:data>
    </t:PhieuChuyenThongTin>
  </xsl:template>
</xsl:stylesheet>
