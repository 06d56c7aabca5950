<?xml version="1.0" encoding="utf-8"?>
<!-- A submission, and the correction that takes its place. The form is JSON in these names: LoaiHoSo (a code of loai-ho-so.csv),
     MaSoBHXH, NoiDungYeuCau. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:bhxh:lien-thong:1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:variable name="content" select="p:packet/p:content"/>
    <xsl:variable name="dossier" select="$content/p:dossier"/>
    <xsl:if test="not($dossier/p:eForm)"><xsl:message terminate="yes">Hồ sơ bảo hiểm xã hội phải kèm tờ khai điện tử.</xsl:message></xsl:if>
    <xsl:variable name="form" select="f:parseJson($dossier/p:eForm/p:data)/map"/>
    <xsl:variable name="type" select="f:map('loai-ho-so', string($form/*[@key = 'LoaiHoSo']), '')"/>
    <xsl:if test="$type = ''"><xsl:message terminate="yes">Tờ khai không ghi loại hồ sơ bảo hiểm xã hội, hoặc loại không có trong bảng mã.</xsl:message></xsl:if>
    <xsl:variable name="owner" select="$dossier/p:owner"/>
    <TiepNhanHoSo>
      <xsl:call-template name="head"><xsl:with-param name="unit" select="string($dossier/p:organisations/p:receiving)"/></xsl:call-template>
      <HoSo>
        <MaHoSo><xsl:value-of select="@number"/></MaHoSo>
        <LoaiGui><xsl:choose><xsl:when test="$content/p:corrects">DINH_CHINH</xsl:when><xsl:otherwise>MOI</xsl:otherwise></xsl:choose></LoaiGui>
        <xsl:if test="$content/p:corrects"><LyDoDinhChinh><xsl:value-of select="$content/p:reason"/></LyDoDinhChinh></xsl:if>
        <MaThuTuc><xsl:value-of select="$dossier/p:procedure/p:code"/></MaThuTuc>
        <TenThuTuc><xsl:value-of select="$dossier/p:procedure/p:name"/></TenThuTuc>
        <LoaiHoSo><xsl:value-of select="$type"/></LoaiHoSo>
        <NgayTiepNhan><xsl:value-of select="$dossier/p:times/p:received"/></NgayTiepNhan>
        <xsl:if test="string($dossier/p:times/p:due) != ''"><NgayHenTra><xsl:value-of select="$dossier/p:times/p:due"/></NgayHenTra></xsl:if>
        <NguoiThamGia>
          <MaSoBHXH><xsl:value-of select="$form/*[@key = 'MaSoBHXH']"/></MaSoBHXH>
          <HoTen><xsl:value-of select="$owner/p:name"/></HoTen>
          <SoDinhDanh><xsl:value-of select="$owner/p:numbers/p:item[p:type = 'citizenNumber'][1]/p:number"/></SoDinhDanh>
          <NgaySinh><xsl:value-of select="f:partialDate($owner/p:birthDate, 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')"/></NgaySinh>
          <DienThoai><xsl:value-of select="$owner/p:phone"/></DienThoai>
          <ThuDienTu><xsl:value-of select="$owner/p:email"/></ThuDienTu>
          <DiaChi tinh="{$owner/p:address/p:province}" xa="{$owner/p:address/p:commune}" chiTiet="{$owner/p:address/p:detail}"/>
        </NguoiThamGia>
        <NoiDungYeuCau><xsl:choose><xsl:when test="string($form/*[@key = 'NoiDungYeuCau']) != ''"><xsl:value-of select="$form/*[@key = 'NoiDungYeuCau']"/></xsl:when><xsl:otherwise><xsl:value-of select="$dossier/p:subject"/></xsl:otherwise></xsl:choose></NoiDungYeuCau>
      </HoSo>
      <xsl:call-template name="papers"><xsl:with-param name="of" select="$dossier"/></xsl:call-template>
    </TiepNhanHoSo>
  </xsl:template>
</xsl:stylesheet>
