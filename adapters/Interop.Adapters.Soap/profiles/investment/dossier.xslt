<?xml version="1.0" encoding="utf-8"?>
<!-- A submission, and the correction that takes its place (LanGui 2). The form is JSON in these names: TenDuAn, MucTieu, HinhThuc (a code
     of hinh-thuc.csv), TongVonDauTu in đồng, DiaDiem, ThoiHanNam, QuocGiaNhaDauTu. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://tempuri.org/DauTu/" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:call-template name="numbered"/>
    <xsl:variable name="content" select="p:packet/p:content"/>
    <xsl:variable name="dossier" select="$content/p:dossier"/>
    <xsl:if test="not($dossier/p:eForm)"><xsl:message terminate="yes">Hồ sơ đăng ký đầu tư phải kèm tờ khai điện tử về dự án.</xsl:message></xsl:if>
    <xsl:variable name="form" select="f:parseJson($dossier/p:eForm/p:data)/map"/>
    <xsl:variable name="kind" select="f:map('hinh-thuc', string($form/*[@key = 'HinhThuc']), '')"/>
    <xsl:if test="$kind = ''"><xsl:message terminate="yes">Tờ khai không ghi hình thức đầu tư, hoặc hình thức không có trong bảng hinh-thuc.csv.</xsl:message></xsl:if>
    <xsl:if test="string($form/*[@key = 'TenDuAn']) = '' or string($form/*[@key = 'MucTieu']) = '' or string($form/*[@key = 'DiaDiem']) = '' or string(number($form/*[@key = 'TongVonDauTu'])) = 'NaN'"><xsl:message terminate="yes">Tờ khai thiếu tên, mục tiêu, địa điểm hoặc tổng vốn của dự án đầu tư.</xsl:message></xsl:if>
    <xsl:variable name="owner" select="$dossier/p:owner"/>
    <xsl:variable name="body">
      <GuiHoSo>
        <hoSo>
          <MaGiaoDich><xsl:value-of select="f:deliveryId()"/></MaGiaoDich>
          <MaHoSo><xsl:value-of select="@number"/></MaHoSo>
          <LanGui><xsl:choose><xsl:when test="$content/p:corrects">2</xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></LanGui>
          <xsl:if test="$content/p:corrects"><LyDo><xsl:value-of select="$content/p:reason"/></LyDo></xsl:if>
          <MaTTHC><xsl:value-of select="$dossier/p:procedure/p:code"/></MaTTHC>
          <NgayTiepNhan><xsl:value-of select="$dossier/p:times/p:received"/></NgayTiepNhan>
          <NhaDauTu>
            <LoaiNhaDauTu><xsl:choose><xsl:when test="$owner/p:type = '1'">CN</xsl:when><xsl:otherwise>TC</xsl:otherwise></xsl:choose></LoaiNhaDauTu>
            <Ten><xsl:value-of select="$owner/p:name"/></Ten>
            <SoGiayTo><xsl:value-of select="$owner/p:numbers/p:item[1]/p:number"/></SoGiayTo>
            <QuocGia><xsl:choose><xsl:when test="string($form/*[@key = 'QuocGiaNhaDauTu']) != ''"><xsl:value-of select="$form/*[@key = 'QuocGiaNhaDauTu']"/></xsl:when><xsl:otherwise>VN</xsl:otherwise></xsl:choose></QuocGia>
            <DienThoai><xsl:value-of select="$owner/p:phone"/></DienThoai>
            <Email><xsl:value-of select="$owner/p:email"/></Email>
            <DiaChi><xsl:value-of select="$owner/p:address/p:detail"/></DiaChi>
          </NhaDauTu>
          <DuAn>
            <TenDuAn><xsl:value-of select="$form/*[@key = 'TenDuAn']"/></TenDuAn>
            <MucTieu><xsl:value-of select="$form/*[@key = 'MucTieu']"/></MucTieu>
            <HinhThuc><xsl:value-of select="$kind"/></HinhThuc>
            <TongVonDauTu><xsl:value-of select="$form/*[@key = 'TongVonDauTu']"/></TongVonDauTu>
            <DiaDiem><xsl:value-of select="$form/*[@key = 'DiaDiem']"/></DiaDiem>
            <ThoiHanNam><xsl:value-of select="$form/*[@key = 'ThoiHanNam']"/></ThoiHanNam>
          </DuAn>
          <xsl:call-template name="papers"><xsl:with-param name="of" select="$dossier"/></xsl:call-template>
        </hoSo>
      </GuiHoSo>
    </xsl:variable>
    <xsl:call-template name="message"><xsl:with-param name="body" select="$body"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
