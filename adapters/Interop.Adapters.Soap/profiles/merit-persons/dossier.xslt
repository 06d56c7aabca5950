<?xml version="1.0" encoding="utf-8"?>
<!-- A submission, and the correction that takes its place. The form is JSON in these names: MaDoiTuong (a code of doi-tuong.csv),
     HoTen, NgaySinh and SoHoSo of the person with merit, QuanHe of whoever asks to that person. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:call-template name="numbered"/>
    <xsl:variable name="content" select="p:packet/p:content"/>
    <xsl:variable name="dossier" select="$content/p:dossier"/>
    <xsl:if test="not($dossier/p:eForm)"><xsl:message terminate="yes">Hồ sơ người có công phải kèm tờ khai điện tử ghi loại đối tượng.</xsl:message></xsl:if>
    <xsl:variable name="form" select="f:parseJson($dossier/p:eForm/p:data)/map"/>
    <xsl:variable name="group" select="f:map('doi-tuong', string($form/*[@key = 'MaDoiTuong']), '')"/>
    <xsl:if test="$group = ''"><xsl:message terminate="yes">Tờ khai không ghi loại đối tượng người có công, hoặc loại không có trong bảng mã đối tượng.</xsl:message></xsl:if>
    <xsl:variable name="unit" select="string(($dossier/p:organisations/p:competent | $dossier/p:organisations/p:receiving[not(../p:competent)])[1])"/>
    <xsl:variable name="owner" select="$dossier/p:owner"/>
    <xsl:variable name="document">
      <HoSoNguoiCoCong>
        <MaGiaoDich><xsl:value-of select="f:deliveryId()"/></MaGiaoDich>
        <LoaiGui><xsl:choose><xsl:when test="$content/p:corrects">DINH_CHINH</xsl:when><xsl:otherwise>MOI</xsl:otherwise></xsl:choose></LoaiGui>
        <xsl:if test="$content/p:corrects"><LyDoDinhChinh><xsl:value-of select="$content/p:reason"/></LyDoDinhChinh></xsl:if>
        <MaHoSo><xsl:value-of select="@number"/></MaHoSo>
        <MaDonVi><xsl:value-of select="f:map('don-vi', $unit, $unit)"/></MaDonVi>
        <MaThuTuc><xsl:value-of select="$dossier/p:procedure/p:code"/></MaThuTuc>
        <TenThuTuc><xsl:value-of select="$dossier/p:procedure/p:name"/></TenThuTuc>
        <NgayTiepNhan><xsl:value-of select="f:date($dossier/p:times/p:received, 'dd/MM/yyyy HH:mm:ss')"/></NgayTiepNhan>
        <xsl:if test="string($dossier/p:times/p:due) != ''"><NgayHenTra><xsl:value-of select="f:date($dossier/p:times/p:due, 'dd/MM/yyyy HH:mm:ss')"/></NgayHenTra></xsl:if>
        <NguoiKhai>
          <HoTen><xsl:value-of select="$owner/p:name"/></HoTen>
          <NgaySinh><xsl:value-of select="f:partialDate($owner/p:birthDate, 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')"/></NgaySinh>
          <SoDinhDanh><xsl:value-of select="$owner/p:numbers/p:item[p:type = 'citizenNumber'][1]/p:number"/></SoDinhDanh>
          <DienThoai><xsl:value-of select="$owner/p:phone"/></DienThoai>
          <MaTinh><xsl:value-of select="$owner/p:address/p:province"/></MaTinh>
          <MaXa><xsl:value-of select="$owner/p:address/p:commune"/></MaXa>
          <DiaChi><xsl:value-of select="$owner/p:address/p:detail"/></DiaChi>
          <QuanHe><xsl:choose><xsl:when test="string($form/*[@key = 'QuanHe']) != ''"><xsl:value-of select="$form/*[@key = 'QuanHe']"/></xsl:when><xsl:otherwise>Bản thân</xsl:otherwise></xsl:choose></QuanHe>
        </NguoiKhai>
        <NguoiCoCong>
          <MaDoiTuong><xsl:value-of select="$group"/></MaDoiTuong>
          <HoTen><xsl:choose><xsl:when test="string($form/*[@key = 'HoTen']) != ''"><xsl:value-of select="$form/*[@key = 'HoTen']"/></xsl:when><xsl:otherwise><xsl:value-of select="$owner/p:name"/></xsl:otherwise></xsl:choose></HoTen>
          <NgaySinh><xsl:value-of select="f:partialDate($form/*[@key = 'NgaySinh'], 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')"/></NgaySinh>
          <SoHoSo><xsl:value-of select="$form/*[@key = 'SoHoSo']"/></SoHoSo>
        </NguoiCoCong>
        <xsl:call-template name="papers"><xsl:with-param name="of" select="$dossier"/></xsl:call-template>
      </HoSoNguoiCoCong>
    </xsl:variable>
    <NhanHoSo xmlns="http://tempuri.org/">
      <token><xsl:value-of select="f:token()"/></token>
      <xmlHoSo><xsl:value-of select="f:xml($document)"/></xmlHoSo>
    </NhanHoSo>
  </xsl:template>
</xsl:stylesheet>
