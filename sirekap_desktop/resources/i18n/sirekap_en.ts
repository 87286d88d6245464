<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>ActionForm</name>
    <message>
        <source>Catat</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{field} belum diisi.</source>
        <translation>{field} is still empty.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Buka Beranda</source>
        <translation>Open Home</translation>
    </message>
    <message>
        <source>Buka Impor</source>
        <translation>Open Import</translation>
    </message>
    <message>
        <source>Buka Periksa</source>
        <translation>Open Check</translation>
    </message>
    <message>
        <source>Buka Rekap</source>
        <translation>Open Recap</translation>
    </message>
    <message>
        <source>Buka Dokumen</source>
        <translation>Open Documents</translation>
    </message>
    <message>
        <source>Buka Kirim</source>
        <translation>Open Send</translation>
    </message>
    <message>
        <source>Buka Setelan</source>
        <translation>Open Settings</translation>
    </message>
    <message>
        <source>Lihat kemungkinan salah salin</source>
        <translation>See likely slips</translation>
    </message>
    <message>
        <source>Bandingkan dengan Sirekap</source>
        <translation>Compare with Sirekap</translation>
    </message>
    <message>
        <source>Buka Jejak audit</source>
        <translation>Open the audit trail</translation>
    </message>
    <message>
        <source>Buka Pleno</source>
        <translation>Open Pleno</translation>
    </message>
    <message>
        <source>Pemilihan berikut</source>
        <translation>Next election</translation>
    </message>
    <message>
        <source>Pemilihan sebelum</source>
        <translation>Previous election</translation>
    </message>
    <message>
        <source>Buka verifikasi kelompok: angka sejenis berdampingan</source>
        <translation>Open group verification: like digits side by side</translation>
    </message>
    <message>
        <source>Cari desa, TPS, perintah</source>
        <translation>Find a desa, TPS or command</translation>
    </message>
    <message>
        <source>Impor foto</source>
        <translation>Import photos</translation>
    </message>
    <message>
        <source>Bantuan tentang halaman ini</source>
        <translation>Help about this page</translation>
    </message>
    <message>
        <source>Daftar pintasan</source>
        <translation>List of shortcuts</translation>
    </message>
    <message>
        <source>Tutup pesan</source>
        <translation>Close the message</translation>
    </message>
    <message>
        <source>Buka ruang kerja lain</source>
        <translation>Open another workspace</translation>
    </message>
    <message>
        <source>Masuk atau ganti orang</source>
        <translation>Sign in or change person</translation>
    </message>
    <message>
        <source>Kunci layar</source>
        <translation>Lock the screen</translation>
    </message>
    <message>
        <source>Buat cadangan sekarang</source>
        <translation>Make a backup now</translation>
    </message>
    <message>
        <source>Buat cadangan di tempat lain</source>
        <translation>Make a backup elsewhere</translation>
    </message>
    <message>
        <source>Periksa jejak audit sekarang</source>
        <translation>Verify the audit trail now</translation>
    </message>
    <message>
        <source>Kunci kecamatan</source>
        <translation>Lock the kecamatan</translation>
    </message>
    <message>
        <source>Buka kunci kecamatan</source>
        <translation>Unlock the kecamatan</translation>
    </message>
    <message>
        <source>Rancang formulir dari blanko</source>
        <translation>Design a form from its blank</translation>
    </message>
    <message>
        <source>Impor formulir</source>
        <translation>Import a form</translation>
    </message>
    <message>
        <source>Tutup program</source>
        <translation>Close the program</translation>
    </message>
    <message>
        <source>Lanjutkan pekerjaan berikutnya</source>
        <translation>Continue with the next task</translation>
    </message>
    <message>
        <source>Tampilkan TPS desa ini</source>
        <translation>Show the TPS of this desa</translation>
    </message>
    <message>
        <source>Sembunyikan TPS desa ini</source>
        <translation>Hide the TPS of this desa</translation>
    </message>
    <message>
        <source>Buka di Periksa</source>
        <translation>Open in Periksa</translation>
    </message>
    <message>
        <source>Bukan salah: beri alasan</source>
        <translation>No slip: give a reason</translation>
    </message>
    <message>
        <source>Buka TPS yang sama angkanya</source>
        <translation>Open the TPS with the same figures</translation>
    </message>
    <message>
        <source>Impor data Sirekap</source>
        <translation>Import Sirekap data</translation>
    </message>
    <message>
        <source>Impor folder data Sirekap</source>
        <translation>Import a folder of Sirekap data</translation>
    </message>
    <message>
        <source>Simpan laporan perbandingan</source>
        <translation>Save the report of the comparison</translation>
    </message>
    <message>
        <source>Pilih foto untuk diimpor</source>
        <translation>Choose photos to import</translation>
    </message>
    <message>
        <source>Pilih folder untuk diimpor</source>
        <translation>Choose a folder to import</translation>
    </message>
    <message>
        <source>Impor angka dari buku kerja</source>
        <translation>Import figures from a workbook</translation>
    </message>
    <message>
        <source>Tempatkan foto yang belum bertempat</source>
        <translation>Place the photos that have no place yet</translation>
    </message>
    <message>
        <source>Buka foto dalam daftar</source>
        <translation>Open the photo in the list</translation>
    </message>
    <message>
        <source>Kembali ke hasil impor</source>
        <translation>Back to the import results</translation>
    </message>
    <message>
        <source>Tempatkan foto ini nanti</source>
        <translation>Place this photo later</translation>
    </message>
    <message>
        <source>Foto sebelumnya</source>
        <translation>Previous photo</translation>
    </message>
    <message>
        <source>Urungkan penempatan terakhir</source>
        <translation>Undo the last placement</translation>
    </message>
    <message>
        <source>Putar foto 90°</source>
        <translation>Turn the photo 90°</translation>
    </message>
    <message>
        <source>Atur sudut foto</source>
        <translation>Set the corners of the photo</translation>
    </message>
    <message>
        <source>Ganti foto</source>
        <translation>Replace the photo</translation>
    </message>
    <message>
        <source>Pindahkan foto ke TPS lain</source>
        <translation>Move the photo to another TPS</translation>
    </message>
    <message>
        <source>Lihat versi foto</source>
        <translation>Show the versions of the photo</translation>
    </message>
    <message>
        <source>Catat angka yang diketik, lanjut</source>
        <translation>Record the typed number, continue</translation>
    </message>
    <message>
        <source>Kotak kosong</source>
        <translation>The box is empty</translation>
    </message>
    <message>
        <source>Lewati isian ini</source>
        <translation>Skip this field</translation>
    </message>
    <message>
        <source>Catat semua yang terbukti di halaman ini</source>
        <translation>Record everything proven on this page</translation>
    </message>
    <message>
        <source>Isian berikut atau sebelum</source>
        <translation>Next or previous field</translation>
    </message>
    <message>
        <source>Beri alasan untuk hitungan beda</source>
        <translation>Give a reason for a sum that differs</translation>
    </message>
    <message>
        <source>Urungkan isian terakhir</source>
        <translation>Undo the last field</translation>
    </message>
    <message>
        <source>Halaman formulir berikut</source>
        <translation>Next form page</translation>
    </message>
    <message>
        <source>Halaman formulir sebelum</source>
        <translation>Previous form page</translation>
    </message>
    <message>
        <source>Lompat ke partai: ketik nomornya</source>
        <translation>Jump to a party: type its number</translation>
    </message>
    <message>
        <source>Formulir tanpa partai: nomor halaman.</source>
        <translation>On a form without parties: the page number.</translation>
    </message>
    <message>
        <source>Halaman formulir pertama</source>
        <translation>First form page</translation>
    </message>
    <message>
        <source>Halaman formulir terakhir</source>
        <translation>Last form page</translation>
    </message>
    <message>
        <source>TPS berikut</source>
        <translation>Next TPS</translation>
    </message>
    <message>
        <source>TPS sebelum</source>
        <translation>Previous TPS</translation>
    </message>
    <message>
        <source>Tunda TPS ini</source>
        <translation>Postpone this TPS</translation>
    </message>
    <message>
        <source>Perbesar foto</source>
        <translation>Enlarge the photo</translation>
    </message>
    <message>
        <source>Perkecil foto</source>
        <translation>Shrink the photo</translation>
    </message>
    <message>
        <source>Foto pas lebar</source>
        <translation>Fit the photo&apos;s width</translation>
    </message>
    <message>
        <source>Foto pas halaman</source>
        <translation>Fit the whole photo</translation>
    </message>
    <message>
        <source>Geser foto ke atas</source>
        <translation>Move the photo up</translation>
    </message>
    <message>
        <source>Geser foto ke bawah</source>
        <translation>Move the photo down</translation>
    </message>
    <message>
        <source>Geser foto ke kiri</source>
        <translation>Move the photo left</translation>
    </message>
    <message>
        <source>Geser foto ke kanan</source>
        <translation>Move the photo right</translation>
    </message>
    <message>
        <source>Ketik halaman tanpa foto dari kertasnya</source>
        <translation>Type a page without a photo from its paper</translation>
    </message>
    <message>
        <source>Tampilkan foto asli</source>
        <translation>Show the original photo</translation>
    </message>
    <message>
        <source>Tandai kotak ini ragu, atau tarik tandanya</source>
        <translation>Mark this box as doubtful, or take the mark back</translation>
    </message>
    <message>
        <source>Klik pada kotak berbuat sama.</source>
        <translation>A click on the box does the same.</translation>
    </message>
    <message>
        <source>Pilih kotak</source>
        <translation>Choose a box</translation>
    </message>
    <message>
        <source>Angka lain</source>
        <translation>Another digit</translation>
    </message>
    <message>
        <source>Dinding berikut</source>
        <translation>Next wall</translation>
    </message>
    <message>
        <source>Dinding sebelum</source>
        <translation>Previous wall</translation>
    </message>
    <message>
        <source>Buka isian ini di Periksa</source>
        <translation>Open this field in Check</translation>
    </message>
    <message>
        <source>Urungkan tanda terakhir</source>
        <translation>Undo the last mark</translation>
    </message>
    <message>
        <source>Desa berikut</source>
        <translation>Next desa</translation>
    </message>
    <message>
        <source>Desa sebelum</source>
        <translation>Previous desa</translation>
    </message>
    <message>
        <source>Rekap kecamatan</source>
        <translation>Recap of the kecamatan</translation>
    </message>
    <message>
        <source>Buka isian di Periksa</source>
        <translation>Open the field in Check</translation>
    </message>
    <message>
        <source>Buka D.HASIL</source>
        <translation>Open D.HASIL</translation>
    </message>
    <message>
        <source>Simpan rekap sebagai XLSX</source>
        <translation>Save the recap as XLSX</translation>
    </message>
    <message>
        <source>Rapat: tempat, jadwal, daftar hadir</source>
        <translation>Meeting: place, schedule, attendance</translation>
    </message>
    <message>
        <source>TPS menurut urutan rapat</source>
        <translation>TPS in the order of the meeting</translation>
    </message>
    <message>
        <source>Periksa akhir dan kunci</source>
        <translation>Final check and lock</translation>
    </message>
    <message>
        <source>Bagi ke laptop panel, gabung panel</source>
        <translation>Hand out to panel laptops, join panels</translation>
    </message>
    <message>
        <source>Buka atau tutup layar proyektor</source>
        <translation>Open or close the projector window</translation>
    </message>
    <message>
        <source>TPS berikut yang belum disahkan</source>
        <translation>Next TPS that is not approved</translation>
    </message>
    <message>
        <source>Baris berikut atau sebelum</source>
        <translation>Next or previous row</translation>
    </message>
    <message>
        <source>Dibacakan, sahkan, bandingkan, pembetulan, keberatan, jawab, kejadian, hitung ulang, tunda</source>
        <translation>Read out, approve, compare, correction, objection, answer, incident, recount, postpone</translation>
    </message>
    <message>
        <source>H: catat hasil hitung ulang. L: lanjutkan. R: batalkan pengesahan.</source>
        <translation>H: record the recount. L: go on. R: take the approval back.</translation>
    </message>
    <message>
        <source>Catat yang diketik di tabel</source>
        <translation>Record what was typed in the table</translation>
    </message>
    <message>
        <source>Halaman berikut</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Halaman sebelum</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Perbesar</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>Perkecil</source>
        <translation>Shrink</translation>
    </message>
    <message>
        <source>Pas halaman</source>
        <translation>Fit the page</translation>
    </message>
    <message>
        <source>Simpan dokumen ini</source>
        <translation>Save this document</translation>
    </message>
    <message>
        <source>Simpan semua dokumen</source>
        <translation>Save all documents</translation>
    </message>
    <message>
        <source>Salinan bertanda tangan</source>
        <translation>Signed copies</translation>
    </message>
    <message>
        <source>Cetak dokumen ini</source>
        <translation>Print this document</translation>
    </message>
    <message>
        <source>Tulis dalam format lain</source>
        <translation>Write in another format</translation>
    </message>
    <message>
        <source>Tulis paket</source>
        <translation>Write a package</translation>
    </message>
    <message>
        <source>Pilih isi paket</source>
        <translation>Choose what goes in</translation>
    </message>
    <message>
        <source>Periksa paket dari berkas</source>
        <translation>Verify a package from a file</translation>
    </message>
    <message>
        <source>Kirim ke tujuan terpilih</source>
        <translation>Send to the chosen destination</translation>
    </message>
    <message>
        <source>Terbitkan situs</source>
        <translation>Publish a site</translation>
    </message>
    <message>
        <source>Tambah tujuan</source>
        <translation>Add a destination</translation>
    </message>
    <message>
        <source>Buka Penerimaan</source>
        <translation>Open Receiving</translation>
    </message>
    <message>
        <source>Terima sekarang dari semua tempat terima</source>
        <translation>Receive now from all places</translation>
    </message>
    <message>
        <source>Terima paket dari berkas</source>
        <translation>Receive packages from files</translation>
    </message>
    <message>
        <source>Tambah tempat terima</source>
        <translation>Add a place to receive from</translation>
    </message>
    <message>
        <source>Hanya kecamatan yang bermasalah</source>
        <translation>Only kecamatan with problems</translation>
    </message>
    <message>
        <source>Rincian berikut: paket, perbedaan, yang kurang, kunci</source>
        <translation>Next details: packages, differences, what is missing, keys</translation>
    </message>
    <message>
        <source>Simpan rekap sebagai PDF</source>
        <translation>Save the recap as PDF</translation>
    </message>
    <message>
        <source>Saring menurut desa atau TPS</source>
        <translation>Filter by desa or TPS</translation>
    </message>
    <message>
        <source>Hapus saringan</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>Simpan jejak audit sebagai PDF</source>
        <translation>Save the audit trail as PDF</translation>
    </message>
    <message>
        <source>Simpan jejak audit sebagai CSV</source>
        <translation>Save the audit trail as CSV</translation>
    </message>
    <message>
        <source>Spasi</source>
        <translation>Space</translation>
    </message>
</context>
<context>
    <name>ActivationCard</name>
    <message>
        <source>Yang berubah</source>
        <translation>What changes</translation>
    </message>
    <message>
        <source>Folder ruang kerja</source>
        <translation>Folder of the workspace</translation>
    </message>
    <message>
        <source>Siapa yang memakai berkas ini</source>
        <translation>Who uses this file</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Buat ruang kerja ini</source>
        <translation>Create this workspace</translation>
    </message>
    <message>
        <source>Sidik jari kunci kabupaten</source>
        <translation>Fingerprint of the kabupaten&apos;s key</translation>
    </message>
    <message>
        <source>Pilih folder</source>
        <translation>Choose folder</translation>
    </message>
    <message>
        <source>Ruang kerja ini memakai PIN: siapa yang memperbarui?</source>
        <translation>This workspace uses PINs: who updates it?</translation>
    </message>
    <message>
        <source>SIMULASI</source>
        <translation>SIMULASI</translation>
    </message>
    <message>
        <source>Dari {office}, versi {n}, ditulis {date}.</source>
        <translation>From {office}, version {n}, written {date}.</translation>
    </message>
    <message>
        <source>Berkas ini sudah dipakai di ruang kerja ini; tidak ada yang berubah.</source>
        <translation>This file is already in use in this workspace; nothing changes.</translation>
    </message>
    <message>
        <source>Ruang kerja ini diperbarui, {n} perubahan. Isian dan foto tetap:</source>
        <translation>This workspace is updated, {n} changes. Entries and photos stay:</translation>
    </message>
    <message>
        <source>Tanda tangan sah.</source>
        <translation>The signature is valid.</translation>
    </message>
    <message>
        <source>Tanda tangan sah. Cocokkan sidik jari ini dengan yang dibacakan KPU kabupaten/kota.</source>
        <translation>The signature is valid. Compare this fingerprint with the one that the KPU of the kabupaten/kota reads out.</translation>
    </message>
    <message>
        <source>Buka ruang kerja</source>
        <translation>Open a workspace</translation>
    </message>
    <message>
        <source>Perbarui ruang kerja</source>
        <translation>Update the workspace</translation>
    </message>
    <message>
        <source>Pilih folder ruang kerja, atau folder kosong</source>
        <translation>Choose the folder of a workspace, or an empty folder</translation>
    </message>
</context>
<context>
    <name>Assign</name>
    <message>
        <source>menurut kode pada nama berkas</source>
        <translation>by the code in the file name</translation>
    </message>
    <message>
        <source>sekelompok dengan {file}</source>
        <translation>together with {file}</translation>
    </message>
    <message>
        <source>cocok {percent}</source>
        <translation>{percent} sure</translation>
    </message>
    <message>
        <source>DPT {parts} sama</source>
        <translation>DPT {parts} equal</translation>
    </message>
    <message>
        <source>{parts} beda</source>
        <translation>{parts} different</translation>
    </message>
    <message>
        <source>juga pada {n} TPS lain</source>
        <translation>also at {n} other TPS</translation>
    </message>
    <message>
        <source>jumlah suara cocok</source>
        <translation>vote sums agree</translation>
    </message>
    <message>
        <source>DPT belum ada di daftar TPS, jadi usulan hanya menurut urutan foto dan jumlah suara.</source>
        <translation>The list of TPS has no DPT yet, so proposals follow only the order of the photos and the vote sums.</translation>
    </message>
    <message>
        <source>Diterima di {place}, halaman {page}, versi {version}.</source>
        <translation>Accepted at {place}, page {page}, version {version}.</translation>
    </message>
    <message>
        <source>{file} → {place} halaman {page}. Ctrl Z mengurungkan.</source>
        <translation>{file} → {place} page {page}. Ctrl Z undoes it.</translation>
    </message>
    <message>
        <source>Dipakai sekarang: versi {n} · {when} · {who}</source>
        <translation>In use now: version {n} · {when} · {who}</translation>
    </message>
    <message>
        <source>Tidak ada lagi foto yang tidak terbaca.</source>
        <translation>No unreadable photos are left.</translation>
    </message>
    <message>
        <source>Semua foto sudah bertempat.</source>
        <translation>Every photo has its place.</translation>
    </message>
    <message>
        <source>Tidak dipakai: {place} halaman {page} sudah punya foto.</source>
        <translation>Not used: {place} page {page} already has a photo.</translation>
    </message>
</context>
<context>
    <name>AssignPanel</name>
    <message>
        <source>Halaman berapa? Tekan angkanya.</source>
        <translation>Which page? Press its number.</translation>
    </message>
    <message>
        <source>TPS mana?</source>
        <translation>Which TPS?</translation>
    </message>
    <message>
        <source>Putar 90°</source>
        <translation>Turn 90°</translation>
    </message>
    <message>
        <source>Sudut…</source>
        <translation>Corners…</translation>
    </message>
    <message>
        <source>Ganti foto…</source>
        <translation>Replace photo…</translation>
    </message>
    <message>
        <source>Pindahkan…</source>
        <translation>Move…</translation>
    </message>
    <message>
        <source>Versi foto…</source>
        <translation>Photo versions…</translation>
    </message>
    <message>
        <source>Kembali ke hasil</source>
        <translation>Back to the results</translation>
    </message>
    <message>
        <source>◀ Sebelumnya</source>
        <translation>◀ Previous</translation>
    </message>
    <message>
        <source>Nanti ▶</source>
        <translation>Later ▶</translation>
    </message>
    <message>
        <source>Foto belum bertempat {n} dari {total}</source>
        <translation>Unplaced photo {n} of {total}</translation>
    </message>
    <message>
        <source>Foto tidak terbaca {n} dari {total}</source>
        <translation>Unreadable photo {n} of {total}</translation>
    </message>
    <message>
        <source>Foto</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Atur dahulu keempat sudutnya. Bila tetap tidak terbaca, angkanya dapat diketik dari foto ini.</source>
        <translation>Set its four corners first. If it still can not be read, its numbers can be typed from this photo.</translation>
    </message>
    <message>
        <source>Sekelompok:</source>
        <translation>Together:</translation>
    </message>
    <message>
        <source>hal {n}</source>
        <translation>page {n}</translation>
    </message>
</context>
<context>
    <name>AssignView</name>
    <message>
        <source>Kembali ke hasil</source>
        <translation>Back to the results</translation>
    </message>
    <message>
        <source>Foto ini tidak dapat ditampilkan.</source>
        <translation>This photo can not be shown.</translation>
    </message>
    <message>
        <source>Foto dapat disimpan pada TPS-nya sebagai pembanding; angkanya tidak masuk rekap.</source>
        <translation>The photo can be kept with its TPS for comparison; its numbers do not enter the recap.</translation>
    </message>
    <message>
        <source>Penempatan diurungkan oleh operator.</source>
        <translation>Placement undone by the operator.</translation>
    </message>
    <message>
        <source>Diurungkan: {file} belum bertempat.</source>
        <translation>Undone: {file} has no place yet.</translation>
    </message>
    <message>
        <source>Baru: {file}</source>
        <translation>New: {file}</translation>
    </message>
    <message>
        <source>{file} disimpan, tidak dipakai.</source>
        <translation>{file} is kept, not used.</translation>
    </message>
</context>
<context>
    <name>AttendanceCard</name>
    <message>
        <source>Daftar hadir</source>
        <translation>Attendance</translation>
    </message>
    <message>
        <source>Peserta rapat</source>
        <translation>People in the meeting</translation>
    </message>
    <message>
        <source>Tambah</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Ubah</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Tanda tangan</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>Menandatangani D.HASIL atau menolak</source>
        <translation>Signs D.HASIL or refuses</translation>
    </message>
    <message>
        <source>{n} orang di ruang rapat. Saksi: dua bermandat tiap peserta, satu di ruang.</source>
        <translation>{n} people in the room. Witnesses: two with a mandate per contestant, one in the room.</translation>
    </message>
    <message>
        <source>Catat keluar</source>
        <translation>Note as gone out</translation>
    </message>
    <message>
        <source>Catat masuk</source>
        <translation>Note as come in</translation>
    </message>
    <message>
        <source>bukan saksi peserta</source>
        <translation>no contestant&apos;s witness</translation>
    </message>
    <message>
        <source>Ubah peserta rapat</source>
        <translation>Change who takes part</translation>
    </message>
    <message>
        <source>Peserta rapat baru</source>
        <translation>Somebody new in the meeting</translation>
    </message>
    <message>
        <source>Catat</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>Sebagai</source>
        <translation>As</translation>
    </message>
    <message>
        <source>Saksi dari</source>
        <translation>Witness of</translation>
    </message>
    <message>
        <source>Nama</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Jabatan atau lembaga</source>
        <translation>Office or institution</translation>
    </message>
    <message>
        <source>Surat mandat</source>
        <translation>Letter of mandate</translation>
    </message>
    <message>
        <source>Menandatangani</source>
        <translation>Signs</translation>
    </message>
    <message>
        <source>Menolak menandatangani</source>
        <translation>Refuses to sign</translation>
    </message>
    <message>
        <source>{name}: tanda tangan D.HASIL</source>
        <translation>{name}: signature on D.HASIL</translation>
    </message>
    <message>
        <source>Putusan</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>Alasan menolak</source>
        <translation>Reason for refusing</translation>
    </message>
    <message>
        <source>Yang menolak tidak wajib menandatangani; hasilnya tetap sah. Alasannya dicetak.</source>
        <translation>Who refuses need not sign; the result stays valid. The reason is printed.</translation>
    </message>
    <message>
        <source>Alasan menolak belum diisi.</source>
        <translation>The reason for refusing is missing.</translation>
    </message>
    <message>
        <source>Saksi perlu surat mandat.</source>
        <translation>A witness needs a letter of mandate.</translation>
    </message>
    <message>
        <source>{name} dicatat.</source>
        <translation>{name} is noted.</translation>
    </message>
</context>
<context>
    <name>Awal</name>
    <message>
        <source>Kode kecamatan terdiri dari enam angka, misalnya 760505.</source>
        <translation>The code of a kecamatan has six digits, for example 760505.</translation>
    </message>
    <message>
        <source>Isi nama seperti tercetak pada formulir.</source>
        <translation>Enter the name as it is printed on the form.</translation>
    </message>
    <message>
        <source>Pilih folder baru atau kosong.</source>
        <translation>Choose a new or empty folder.</translation>
    </message>
    <message>
        <source>Pemulihan dibatalkan.</source>
        <translation>The restore was cancelled.</translation>
    </message>
    <message>
        <source>Foto disalin dan diperiksa.</source>
        <translation>Photos are being copied and checked.</translation>
    </message>
    <message>
        <source>Seluruh jejak audit diperiksa.</source>
        <translation>The whole audit trail is being checked.</translation>
    </message>
    <message>
        <source>Pembuatan demo dibatalkan.</source>
        <translation>The demo was stopped.</translation>
    </message>
    <message>
        <source>Kedua PIN tidak sama.</source>
        <translation>The two PINs differ.</translation>
    </message>
</context>
<context>
    <name>AwalPage</name>
    <message>
        <source>Nama lengkap</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Selamat bekerja</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Dari foto C.HASIL sampai D.HASIL kecamatan di satu laptop, tanpa jaringan.</source>
        <translation>From photos of C.HASIL to D.HASIL of the kecamatan on one laptop, without a network.</translation>
    </message>
    <message>
        <source>Tercatat pada setiap isian dan keputusan.</source>
        <translation>Recorded with every field and decision.</translation>
    </message>
    <message>
        <source>Nama operator</source>
        <translation>Name of the operator</translation>
    </message>
    <message>
        <source>Buka demo</source>
        <translation>Open the demo</translation>
    </message>
    <message>
        <source>Buat ruang kerja</source>
        <translation>Create a workspace</translation>
    </message>
    <message>
        <source>Buka ruang kerja</source>
        <translation>Open a workspace</translation>
    </message>
    <message>
        <source>Satu folder untuk satu kecamatan: basis data, foto asli, dokumen, paket, cadangan.</source>
        <translation>One folder for one kecamatan: database, original photos, documents, packages, backups.</translation>
    </message>
    <message>
        <source>Lanjutkan kecamatan yang sudah ada di laptop ini atau di flash disk.</source>
        <translation>Continue with a kecamatan that is already on this laptop or on a USB stick.</translation>
    </message>
    <message>
        <source>Pulihkan dari cadangan</source>
        <translation>Restore from a copy</translation>
    </message>
    <message>
        <source>Laptop rapat rusak atau hilang: lanjutkan di sini dari salinan di flash disk.</source>
        <translation>The laptop of the meeting is broken or gone: go on here from the copy on the USB stick.</translation>
    </message>
    <message>
        <source>Rancang formulir dari blanko</source>
        <translation>Design a form from its blank</translation>
    </message>
    <message>
        <source>Pekerjaan kabupaten</source>
        <translation>Work of the kabupaten</translation>
    </message>
    <message>
        <source>Buka berkas panel</source>
        <translation>Open panel file</translation>
    </message>
    <message>
        <source>Buka berkas aktivasi</source>
        <translation>Open activation file</translation>
    </message>
    <message>
        <source>Dari KPU kabupaten/kota: wilayah, TPS, DPT, peserta dan nama PPK sekaligus. Boleh diseret ke sini.</source>
        <translation>From the KPU of the kabupaten/kota: region, TPS, DPT, contestants and names of the PPK at once. It may be dragged here.</translation>
    </message>
    <message>
        <source>Terakhir dibuka</source>
        <translation>Opened recently</translation>
    </message>
    <message>
        <source>Ruang kerja yang terakhir dibuka</source>
        <translation>Workspaces opened recently</translation>
    </message>
    <message>
        <source>Sirekap Desktop</source>
        <translation>Sirekap Desktop</translation>
    </message>
    <message>
        <source>pakai berkas ini</source>
        <translation>use this file</translation>
    </message>
    <message>
        <source>kembali</source>
        <translation>back</translation>
    </message>
    <message>
        <source>lanjut</source>
        <translation>continue</translation>
    </message>
    <message>
        <source>pilih salinan</source>
        <translation>choose a copy</translation>
    </message>
    <message>
        <source>buka yang terakhir</source>
        <translation>open the last one</translation>
    </message>
    <message>
        <source>pindah</source>
        <translation>move</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>demo</translation>
    </message>
    <message>
        <source>buat ruang kerja</source>
        <translation>create a workspace</translation>
    </message>
    <message>
        <source>Kecamatan contoh dengan 40 TPS, lima pemilihan dan foto buatan. Untuk belajar; semua bertanda SIMULASI.</source>
        <translation>A sample kecamatan with 40 TPS, five elections and made-up photos. To learn; everything is marked SIMULASI.</translation>
    </message>
    <message>
        <source>buka ruang kerja</source>
        <translation>open a workspace</translation>
    </message>
    <message>
        <source>berkas aktivasi</source>
        <translation>activation file</translation>
    </message>
    <message>
        <source>kabupaten</source>
        <translation>kabupaten</translation>
    </message>
    <message>
        <source>pulihkan</source>
        <translation>restore</translation>
    </message>
    <message>
        <source>panel</source>
        <translation>panel</translation>
    </message>
    <message>
        <source>Demo sedang disiapkan di {folder}.</source>
        <translation>The demo is being prepared in {folder}.</translation>
    </message>
    <message>
        <source>Pilih folder ruang kerja</source>
        <translation>Choose the folder of the workspace</translation>
    </message>
    <message>
        <source>Ruang kerja sedang dibuka.</source>
        <translation>The workspace is being opened.</translation>
    </message>
    <message>
        <source>Ruang kerja sedang dibuat.</source>
        <translation>The workspace is being created.</translation>
    </message>
    <message>
        <source>Isi nama operator dahulu.</source>
        <translation>Enter the operator&apos;s name first.</translation>
    </message>
    <message>
        <source>Pembuatan demo dibatalkan.</source>
        <translation>The demo was stopped.</translation>
    </message>
    <message>
        <source>Hapus folder {folder} sebelum membuat demo lagi.</source>
        <translation>Delete the folder {folder} before making the demo again.</translation>
    </message>
</context>
<context>
    <name>Beranda</name>
    <message>
        <source>Desa</source>
        <translation>Desa</translation>
    </message>
    <message>
        <source>Kemajuan</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Perlu perhatian</source>
        <translation>Needs attention</translation>
    </message>
    <message>
        <source>{done} dari {total} isian dicatat</source>
        <translation>{done} of {total} fields recorded</translation>
    </message>
    <message>
        <source>{n} isian periksa ulang</source>
        <translation>{n} fields to recheck</translation>
    </message>
    <message>
        <source>foto {problem}</source>
        <translation>photo {problem}</translation>
    </message>
    <message>
        <source>halaman {pages} belum ada</source>
        <translation>page {pages} missing</translation>
    </message>
    <message>
        <source>{n} isian belum diperiksa</source>
        <translation>{n} fields not checked yet</translation>
    </message>
    <message>
        <source>{rule} beda {n}</source>
        <translation>{rule} differs by {n}</translation>
    </message>
    <message>
        <source>Isi daftar desa, TPS dan DPT</source>
        <translation>Enter the list of desa, TPS and DPT</translation>
    </message>
    <message>
        <source>Tulis templat, isi, lalu impor di Setelan.</source>
        <translation>Write the template, fill it in, then import it in Settings.</translation>
    </message>
    <message>
        <source>Buka Setelan</source>
        <translation>Open Settings</translation>
    </message>
    <message>
        <source>Impor foto C.HASIL</source>
        <translation>Import photos of C.HASIL</translation>
    </message>
    <message>
        <source>Belum ada foto yang diimpor.</source>
        <translation>No photo has been imported yet.</translation>
    </message>
    <message>
        <source>Impor</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Tempatkan {n} foto</source>
        <translation>Assign {n} photos</translation>
    </message>
    <message>
        <source>TPS-nya belum diketahui, atau halamannya sudah punya foto.</source>
        <translation>Their TPS is not known yet, or the page already has a photo.</translation>
    </message>
    <message>
        <source>Tempatkan</source>
        <translation>Assign</translation>
    </message>
    <message>
        <source>Impor foto {place}</source>
        <translation>Import photos of {place}</translation>
    </message>
    <message>
        <source>{n} TPS belum berfoto.</source>
        <translation>{n} TPS have no photo yet.</translation>
    </message>
    <message>
        <source>Lanjut ke {name}</source>
        <translation>Go on to {name}</translation>
    </message>
    <message>
        <source>Pemilihan ini selesai; di sana {n} TPS belum diperiksa.</source>
        <translation>This election is done; there {n} TPS are not yet checked.</translation>
    </message>
    <message>
        <source>Lanjut</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Tinjau {n} kemungkinan salah salin</source>
        <translation>Look through {n} likely slips</translation>
    </message>
    <message>
        <source>Semua TPS sudah diperiksa. Lihat dulu angka yang tampak salah salin.</source>
        <translation>Every TPS is checked. First look at the figures that seem miscopied.</translation>
    </message>
    <message>
        <source>Tinjau</source>
        <translation>Look through</translation>
    </message>
    <message>
        <source>Semua TPS sudah diperiksa</source>
        <translation>Every TPS has been checked</translation>
    </message>
    <message>
        <source>Cetak D.HASIL untuk pencermatan, lalu kunci kecamatan.</source>
        <translation>Print D.HASIL for review, then lock the kecamatan.</translation>
    </message>
    <message>
        <source>Buka Dokumen</source>
        <translation>Open Documents</translation>
    </message>
    <message>
        <source>Kecamatan terkunci</source>
        <translation>The kecamatan is locked</translation>
    </message>
    <message>
        <source>Tulis paket untuk KPU kabupaten/kota.</source>
        <translation>Write the package for the KPU of the kabupaten/kota.</translation>
    </message>
    <message>
        <source>Buka Kirim</source>
        <translation>Open Send</translation>
    </message>
    <message>
        <source>{n} diketik</source>
        <translation>{n} to type</translation>
    </message>
    <message>
        <source>{n} hitungan beda</source>
        <translation>{n} sums differ</translation>
    </message>
    <message>
        <source>Periksa {place}</source>
        <translation>Check {place}</translation>
    </message>
    <message>
        <source>Mulai</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>{n} TPS hitungannya beda</source>
        <translation>TPS whose sums differ: {n}</translation>
    </message>
    <message>
        <source>{n} TPS periksa ulang</source>
        <translation>TPS to recheck: {n}</translation>
    </message>
    <message>
        <source>{n} foto bermasalah</source>
        <translation>photo problems: {n}</translation>
    </message>
    <message>
        <source>{n} TPS kurang halaman</source>
        <translation>TPS lacking pages: {n}</translation>
    </message>
    <message>
        <source>{n} foto belum bertempat</source>
        <translation>{n} photos unassigned</translation>
    </message>
    <message>
        <source>{n} foto tidak terbaca</source>
        <translation>{n} photos unreadable</translation>
    </message>
    <message>
        <source>{n} kemungkinan salah salin</source>
        <translation>{n} likely slips</translation>
    </message>
    <message>
        <source>Tidak ada.</source>
        <translation>None.</translation>
    </message>
    <message>
        <source>{done} dari {total} TPS</source>
        <translation>{done} of {total} TPS</translation>
    </message>
    <message>
        <source>{n} perlu perhatian</source>
        <translation>{n} need attention</translation>
    </message>
</context>
<context>
    <name>BerandaPage</name>
    <message>
        <source>TPS diperiksa</source>
        <translation>TPS checked</translation>
    </message>
    <message>
        <source>Isian terbukti oleh kertas</source>
        <translation>Fields proven by the paper</translation>
    </message>
    <message>
        <source>Perlu perhatian</source>
        <translation>Needs attention</translation>
    </message>
    <message>
        <source>Cadangan terakhir</source>
        <translation>Last backup</translation>
    </message>
    <message>
        <source>Beranda</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Kecamatan {name}</source>
        <translation>Kecamatan {name}</translation>
    </message>
    <message>
        <source>lanjutkan pekerjaan</source>
        <translation>continue the work</translation>
    </message>
    <message>
        <source>periksa TPS ini</source>
        <translation>check this TPS</translation>
    </message>
    <message>
        <source>tampilkan atau sembunyikan TPS</source>
        <translation>show or hide the TPS</translation>
    </message>
    <message>
        <source>pilih desa atau TPS</source>
        <translation>choose a desa or TPS</translation>
    </message>
    <message>
        <source>tampilkan TPS</source>
        <translation>show the TPS</translation>
    </message>
    <message>
        <source>impor</source>
        <translation>import</translation>
    </message>
    <message>
        <source>cari desa, TPS, perintah</source>
        <translation>find a desa, TPS or command</translation>
    </message>
    <message>
        <source>dari {total}</source>
        <translation>of {total}</translation>
    </message>
    <message>
        <source>{n} isian masih perlu diketik</source>
        <translation>{n} fields still to type</translation>
    </message>
    <message>
        <source>Ctrl Shift B membuat cadangan.</source>
        <translation>Ctrl Shift B makes a backup.</translation>
    </message>
    <message>
        <source>belum ada</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>{date} · terverifikasi saat dibuat</source>
        <translation>{date} · verified when made</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>TPS sebelum</source>
        <translation>Previous TPS</translation>
    </message>
    <message>
        <source>Tunda</source>
        <translation>Postpone</translation>
    </message>
    <message>
        <source>TPS berikut</source>
        <translation>Next TPS</translation>
    </message>
    <message>
        <source>{0} hitungan beda · F4</source>
        <translation>{0} sums differ · F4</translation>
    </message>
    <message>
        <source>{0} hitungan beda, beri alasan</source>
        <translation>{0} sums differ, give a reason</translation>
    </message>
    <message>
        <source>Mesin tidak dapat membaca isian ini. Lihat gambarnya dan ketik sekali lagi.</source>
        <translation>The machine can not read this field. Look at the picture and type it once more.</translation>
    </message>
    <message>
        <source>Kedua ketikan berbeda. Lihat gambarnya lagi, lalu ketik angka yang tertulis.</source>
        <translation>The two typings differ. Look at the picture again, then type the number that is written.</translation>
    </message>
    <message>
        <source>Anda dan mesin berbeda. Lihat gambarnya lagi, lalu ketik angka yang tertulis.</source>
        <translation>You and the machine differ. Look at the picture again, then type the number that is written.</translation>
    </message>
    <message>
        <source>Dicatat {0} oleh {1}. </source>
        <translation>Recorded {0} by {1}. </translation>
    </message>
    <message>
        <source>Kelompok</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Verifikasi kelompok: angka sejenis dari banyak TPS berdampingan (F9)</source>
        <translation>Group verification: like digits of many TPS side by side (F9)</translation>
    </message>
    <message>
        <source>Ketik lagi hanya bila salah.</source>
        <translation>Type again only if it is wrong.</translation>
    </message>
    <message>
        <source>Tanpa foto: ketik angka dari kertas, tiap angka dua kali; − bila kosong.</source>
        <translation>Without a photo: type the number from the paper, each one twice; − if empty.</translation>
    </message>
    <message>
        <source> Ketik dari foto di kiri; − bila kosong.</source>
        <translation> Type it from the photo on the left; − if empty.</translation>
    </message>
    <message>
        <source>Ketik angka seperti tertulis di kertas; − bila kosong.</source>
        <translation>Type the number as written on the paper; − if empty.</translation>
    </message>
    <message>
        <source>Ditandai ragu oleh {0}. </source>
        <translation>Marked as doubtful by {0}. </translation>
    </message>
    <message>
        <source>Lihat kertasnya lagi dan ketik sekali lagi.</source>
        <translation>Look at the paper again and type once more.</translation>
    </message>
    <message>
        <source>Kedua ketikan berbeda. Lihat kertasnya lagi, lalu ketik angka yang tertulis.</source>
        <translation>The two typed numbers differ. Look at the paper again, then type the number written there.</translation>
    </message>
    <message>
        <source> Foto kurang jelas di sini: {0}.</source>
        <translation> The photo is unclear here: {0}.</translation>
    </message>
    <message>
        <source>Mesin tidak menemukan formulir di foto ini.</source>
        <translation>The machine found no form in this photo.</translation>
    </message>
    <message>
        <source>Anda mengetik {0}</source>
        <translation>You typed {0}</translation>
    </message>
    <message>
        <source>mesin membaca {0}</source>
        <translation>the machine read {0}</translation>
    </message>
    <message>
        <source>Halaman {0}: {1} isian terbukti oleh kertas</source>
        <translation>Page {0}: {1} fields proven by the paper</translation>
    </message>
    <message>
        <source>Bandingkan gambar dan angka di bawah. Bila semuanya sama, tekan Spasi.</source>
        <translation>Compare pictures and numbers below. If all of them agree, press Space.</translation>
    </message>
    <message>
        <source>Catat {0} isian</source>
        <translation>Record {0} fields</translation>
    </message>
    <message>
        <source>terbukti</source>
        <translation>proven</translation>
    </message>
    <message>
        <source>Masih ada isian yang harus diketik. Nilai terbukti tampil sesudah itu.</source>
        <translation>Some fields must still be typed. Proven values appear after that.</translation>
    </message>
    <message>
        <source>Ke isian berikut</source>
        <translation>To the next field</translation>
    </message>
    <message>
        <source>ketik</source>
        <translation>type</translation>
    </message>
    <message>
        <source>Belum ada foto halaman {0}. Impor fotonya, atau ketik dari kertasnya (F7).</source>
        <translation>No photo of page {0} yet. Import it, or type from the paper (F7).</translation>
    </message>
    <message>
        <source>Belum ada foto halaman {0}. Impor fotonya; tanpa foto, ketik dari kertasnya (F7).</source>
        <translation>No photo of page {0} yet. Import it; without a photo, type from the paper (F7).</translation>
    </message>
    <message>
        <source>Ketik dari kertas</source>
        <translation>Type from paper</translation>
    </message>
    <message>
        <source>menunggu foto</source>
        <translation>waiting for a photo</translation>
    </message>
    <message>
        <source>Lanjutkan pekerjaan</source>
        <translation>Continue the work</translation>
    </message>
    <message>
        <source>{0} selesai diperiksa</source>
        <translation>{0} has been checked</translation>
    </message>
    <message>
        <source>Semua isian dicatat. Enter membuka TPS berikut yang menunggu.</source>
        <translation>Every field is recorded. Enter opens the next TPS that waits.</translation>
    </message>
    <message>
        <source>Semua isian dicatat; {0} hitungan beda menunggu alasan (F4).</source>
        <translation>Every field is recorded; {0} sums that differ wait for a reason (F4).</translation>
    </message>
    <message>
        <source>diperiksa</source>
        <translation>checked</translation>
    </message>
    <message>
        <source>Halaman {0}</source>
        <translation>Page {0}</translation>
    </message>
    <message>
        <source>Rekap kecamatan terkunci. Isian dapat dilihat, tidak dapat diubah. Buka kunci di Dokumen.</source>
        <translation>The recap of the kecamatan is locked. Fields can be seen but not changed. Unlock it in Documents.</translation>
    </message>
    <message>
        <source>Terkunci</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>terkunci</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>belum ada foto</source>
        <translation>no photo yet</translation>
    </message>
</context>
<context>
    <name>CheckScreen</name>
    <message>
        <source>Belum ada foto halaman {0}. F7 mengetik dari kertasnya.</source>
        <translation>No photo of page {0} yet. F7 types from the paper.</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Lainnya</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>ChooseStore</name>
    <message>
        <source>Tempat menyimpan penerimaan</source>
        <translation>Where to keep what is received</translation>
    </message>
    <message>
        <source>Paket dari kecamatan, rekapnya, penolakan dan tanda terima disimpan dalam satu basis data. Cukup sebuah folder bila satu orang yang menerima; bila beberapa orang menerima bersama, pakai satu server PostgreSQL.</source>
        <translation>Packages of the kecamatan, their recaps, refusals and receipts are kept in one database. A folder is enough where one person receives; where several receive together, use one PostgreSQL server.</translation>
    </message>
    <message>
        <source>Pakai folder di komputer ini</source>
        <translation>Use a folder on this computer</translation>
    </message>
    <message>
        <source>Sambungkan PostgreSQL</source>
        <translation>Connect PostgreSQL</translation>
    </message>
    <message>
        <source>Buat dahulu kunci kabupaten</source>
        <translation>First make the kabupaten&apos;s key</translation>
    </message>
    <message>
        <source>Kunci kabupaten belum ada di komputer ini. Tanpanya hanya basis data yang sudah dimulai di komputer lain yang dapat dibuka.</source>
        <translation>The kabupaten&apos;s key is not on this computer. Without it only a database that was begun on another computer can be opened.</translation>
    </message>
    <message>
        <source>Untuk latihan: bertanda SIMULASI</source>
        <translation>For practice: marked SIMULASI</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Ketik nama desa, nomor TPS, atau perintah</source>
        <translation>Type the name of a desa, a TPS number or a command</translation>
    </message>
    <message>
        <source>Cari desa, TPS, perintah</source>
        <translation>Find a desa, TPS or command</translation>
    </message>
    <message>
        <source>Hasil pencarian</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>pemilihan</source>
        <translation>election</translation>
    </message>
    <message>
        <source>rekap desa</source>
        <translation>recap of the desa</translation>
    </message>
    <message>
        <source>periksa</source>
        <translation>check</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Tulis alasan dengan sedikitnya lima huruf.</source>
        <translation>Write a reason of at least five letters.</translation>
    </message>
    <message>
        <source>Nama operator perlu diisi.</source>
        <translation>The operator&apos;s name is needed.</translation>
    </message>
    <message>
        <source>Siapa yang bekerja sekarang?</source>
        <translation>Who is working now?</translation>
    </message>
    <message>
        <source>Nama ini tercatat pada setiap isian dan keputusan.</source>
        <translation>This name is recorded with every field and decision.</translation>
    </message>
    <message>
        <source>Mulai bekerja</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>Operator sekarang: {name}.</source>
        <translation>Operator now: {name}.</translation>
    </message>
    <message>
        <source>Cadangan sedang dibuat.</source>
        <translation>The backup is being made.</translation>
    </message>
    <message>
        <source>Cadangan selesai dibuat dan diperiksa.</source>
        <translation>The backup is made and verified.</translation>
    </message>
    <message>
        <source>Pilih tempat cadangan, misalnya flash disk</source>
        <translation>Choose a place for the backup, for example a USB stick</translation>
    </message>
    <message>
        <source>{n} kemungkinan salah salin belum ditinjau</source>
        <translation>{n} likely slips not looked at yet</translation>
    </message>
    <message>
        <source>Kunci kecamatan ini?</source>
        <translation>Lock this kecamatan?</translation>
    </message>
    <message>
        <source>Setelah dikunci, isian tidak dapat diubah dan dokumen tidak lagi bertanda DRAF. Tulis alasan, misalnya: disahkan dalam rapat pleno.</source>
        <translation>Once locked, fields can not be changed and documents no longer carry DRAF. Write a reason, for example: accepted in the plenary meeting.</translation>
    </message>
    <message>
        <source>Kunci kecamatan</source>
        <translation>Lock the kecamatan</translation>
    </message>
    <message>
        <source>Kecamatan terkunci. Dokumen sekarang final.</source>
        <translation>The kecamatan is locked. Documents are final now.</translation>
    </message>
    <message>
        <source>{n} TPS belum selesai diperiksa</source>
        <translation>{n} TPS not yet fully checked</translation>
    </message>
    <message>
        <source>{n} TPS hitungannya beda tanpa alasan</source>
        <translation>{n} TPS with a sum that differs and has no reason</translation>
    </message>
    <message>
        <source>Perhatian: {matters}.</source>
        <translation>Note: {matters}.</translation>
    </message>
    <message>
        <source>Buka kunci kecamatan ini?</source>
        <translation>Unlock this kecamatan?</translation>
    </message>
    <message>
        <source>Isian dapat diubah lagi dan dokumen berikutnya menjadi revisi baru bertanda DRAF. Tulis alasan.</source>
        <translation>Fields can be changed again and the next documents become a new revision marked DRAF. Write a reason.</translation>
    </message>
    <message>
        <source>Buka kunci</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Kunci dibuka. Dokumen kembali bertanda DRAF.</source>
        <translation>Unlocked. Documents are marked DRAF again.</translation>
    </message>
</context>
<context>
    <name>ConflictPanel</name>
    <message>
        <source>Pilih foto yang dipakai</source>
        <translation>Choose the photo to use</translation>
    </message>
    <message>
        <source>Foto yang dipakai sekarang</source>
        <translation>The photo in use now</translation>
    </message>
    <message>
        <source>Foto yang baru</source>
        <translation>The new photo</translation>
    </message>
    <message>
        <source>1  Ganti foto</source>
        <translation>1  Replace the photo</translation>
    </message>
    <message>
        <source>2  Simpan sebagai tidak dipakai</source>
        <translation>2  Keep it as not used</translation>
    </message>
    <message>
        <source>3  TPS lain</source>
        <translation>3  Another TPS</translation>
    </message>
    <message>
        <source>{place} halaman {page} sudah punya foto. Foto mana yang dipakai?</source>
        <translation>{place} page {page} already has a photo. Which photo shall be used?</translation>
    </message>
    <message>
        <source>Foto yang tidak dipakai tetap disimpan.</source>
        <translation>The photo that is not used is kept.</translation>
    </message>
    <message>
        <source>Bila diganti, {n} isian yang sudah dicatat pada halaman ini ditandai periksa ulang.</source>
        <translation>If it is replaced, {n} fields already recorded on this page are marked for recheck.</translation>
    </message>
</context>
<context>
    <name>ContentCard</name>
    <message>
        <source>Kecamatan</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>Desa</source>
        <translation>Desa</translation>
    </message>
    <message>
        <source>TPS</source>
        <translation>TPS</translation>
    </message>
    <message>
        <source>Peserta</source>
        <translation>Contestants</translation>
    </message>
    <message>
        <source>PPK</source>
        <translation>PPK</translation>
    </message>
    <message>
        <source>Versi berikut</source>
        <translation>Next version</translation>
    </message>
    <message>
        <source>Isi tabel</source>
        <translation>Contents of the table</translation>
    </message>
    <message>
        <source>Baris yang perlu diperbaiki</source>
        <translation>Lines to mend</translation>
    </message>
    <message>
        <source>Tulis berkas aktivasi</source>
        <translation>Write activation files</translation>
    </message>
    <message>
        <source>Belum ada tabel yang dibaca.</source>
        <translation>No table has been read yet.</translation>
    </message>
    <message>
        <source>{n} baris perlu diperbaiki dahulu; tidak ada yang ditulis.</source>
        <translation>{n} rows must be put right first; nothing is written.</translation>
    </message>
    <message>
        <source>{k} kecamatan, {tps} TPS: siap ditulis.</source>
        <translation>{k} kecamatan, {tps} TPS: ready to be written.</translation>
    </message>
</context>
<context>
    <name>CornerDialog</name>
    <message>
        <source>Atur sudut foto</source>
        <translation>Set the corners of the photo</translation>
    </message>
    <message>
        <source>Foto dengan empat sudut; 1 sampai 4 memilih sudut, panah menggeser</source>
        <translation>Photo with four corners; 1 to 4 choose a corner, arrows move it</translation>
    </message>
    <message>
        <source>Formulir</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Halaman</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Pratinjau kepala formulir</source>
        <translation>Preview of the form&apos;s header</translation>
    </message>
    <message>
        <source>Pratinjau halaman</source>
        <translation>Preview of the page</translation>
    </message>
    <message>
        <source>Letakkan titik 1 sampai 4 pada sudut kertas, dari kiri atas searah jarum jam seperti kertas dibaca.</source>
        <translation>Put points 1 to 4 on the corners of the paper, from the top left clockwise as the paper is read.</translation>
    </message>
    <message>
        <source>Bila foto terbalik, putar dahulu.</source>
        <translation>If the photo is upside down, turn it first.</translation>
    </message>
    <message>
        <source>1–4 memilih sudut · panah menggeser · Shift + panah menggeser jauh</source>
        <translation>1–4 choose a corner · arrows move it · Shift + arrows move it far</translation>
    </message>
    <message>
        <source>Putar 90° searah jarum jam</source>
        <translation>Turn 90° clockwise</translation>
    </message>
    <message>
        <source>Beginilah halaman akan dibaca</source>
        <translation>This is how the page will be read</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Simpan sudut dan baca ulang</source>
        <translation>Save the corners and read again</translation>
    </message>
    <message>
        <source>Otomatis</source>
        <translation>Automatic</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Layar terkunci</source>
        <translation>Screen locked</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Kesalahan program</source>
        <translation>Program error</translation>
    </message>
    <message>
        <source>Ada kesalahan di dalam program.</source>
        <translation>Something went wrong inside the program.</translation>
    </message>
    <message>
        <source>Semua isian yang sudah dicatat aman tersimpan. Anda boleh melanjutkan; bila terulang, salin laporan ini dan kirimkan kepada tim teknis.</source>
        <translation>Every field already recorded is safely stored. You may continue; if it happens again, copy this report and send it to the technical team.</translation>
    </message>
    <message>
        <source>Laporan kesalahan</source>
        <translation>Error report</translation>
    </message>
    <message>
        <source>Catatan lengkap: {file}</source>
        <translation>Full log: {file}</translation>
    </message>
    <message>
        <source>Salin laporan</source>
        <translation>Copy the report</translation>
    </message>
    <message>
        <source>Lanjutkan</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>CurrentFigure</name>
    <message>
        <source>foto baru</source>
        <translation>new photo</translation>
    </message>
    <message>
        <source>foto lama</source>
        <translation>old photo</translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message>
        <source>Perancang formulir</source>
        <translation>Form designer</translation>
    </message>
    <message>
        <source>buka blanko</source>
        <translation>open the blank</translation>
    </message>
    <message>
        <source>tutup</source>
        <translation>close</translation>
    </message>
    <message>
        <source>Blanko (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.heic)</source>
        <translation>Blank (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.heic)</translation>
    </message>
    <message>
        <source>Pilih blanko formulir</source>
        <translation>Choose the blank of the form</translation>
    </message>
    <message>
        <source>Blanko sedang dibaca.</source>
        <translation>The blank is being read.</translation>
    </message>
    <message>
        <source>namai kotak, lanjut</source>
        <translation>name the boxes, go on</translation>
    </message>
    <message>
        <source>namai semua berikutnya</source>
        <translation>name all that follow</translation>
    </message>
    <message>
        <source>pilih kotak</source>
        <translation>choose boxes</translation>
    </message>
    <message>
        <source>lepas nama atau usulan</source>
        <translation>take away name or proposal</translation>
    </message>
    <message>
        <source>gambar kotak</source>
        <translation>draw boxes</translation>
    </message>
    <message>
        <source>urungkan</source>
        <translation>undo</translation>
    </message>
    <message>
        <source>halaman</source>
        <translation>page</translation>
    </message>
    <message>
        <source>perbesar</source>
        <translation>zoom in</translation>
    </message>
    <message>
        <source>simpan</source>
        <translation>save</translation>
    </message>
    <message>
        <source>{n} kotak dinamai menurut urutan formulir.</source>
        <translation>{n} box groups were named in the order of the form.</translation>
    </message>
    <message>
        <source>Periksa nama di atas kotak, lalu hitungannya.</source>
        <translation>Check the names over the boxes, then the sums.</translation>
    </message>
    <message>
        <source>Siap disimpan.</source>
        <translation>Ready to be saved.</translation>
    </message>
    <message>
        <source>Pilih foto formulir terisi</source>
        <translation>Choose a photo of a filled form</translation>
    </message>
    <message>
        <source>Foto (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.webp *.heic)</source>
        <translation>Photo (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.webp *.heic)</translation>
    </message>
    <message>
        <source>Formulir ini belum dapat dipakai membaca.</source>
        <translation>This form cannot read anything yet.</translation>
    </message>
    <message>
        <source>Foto sedang dibaca.</source>
        <translation>The photo is being read.</translation>
    </message>
    <message>
        <source>Simpan formulir</source>
        <translation>Save the form</translation>
    </message>
    <message>
        <source>Formulir (*.json)</source>
        <translation>Form (*.json)</translation>
    </message>
    <message>
        <source>Formulir tersimpan di {path}.</source>
        <translation>The form is saved at {path}.</translation>
    </message>
    <message>
        <source>Buka di ruang kerja lewat Setelan, Impor formulir.</source>
        <translation>Take it into a workspace with Settings, Import a form.</translation>
    </message>
    <message>
        <source>Tutup perancang?</source>
        <translation>Close the designer?</translation>
    </message>
    <message>
        <source>Rancangan ini belum disimpan dan akan hilang.</source>
        <translation>This design is not saved and will be lost.</translation>
    </message>
    <message>
        <source>Tutup tanpa menyimpan</source>
        <translation>Close without saving</translation>
    </message>
</context>
<context>
    <name>DestinationDialog</name>
    <message>
        <source>Pilih folder</source>
        <translation>Choose folder</translation>
    </message>
    <message>
        <source>Alamat</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Tanpa https, kata sandi dan isi paket dapat dibaca orang lain di jaringan.</source>
        <translation>Without https, others in the network can read the password and the package.</translation>
    </message>
    <message>
        <source>Jenis</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Wadah (bucket)</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Folder dalam wadah</source>
        <translation>Folder in the bucket</translation>
    </message>
    <message>
        <source>Wilayah</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Nama pengguna atau kunci akses</source>
        <translation>User name or access key</translation>
    </message>
    <message>
        <source>Kata sandi atau kunci rahasia</source>
        <translation>Password or secret key</translation>
    </message>
    <message>
        <source>Sertifikat server</source>
        <translation>Certificate of the server</translation>
    </message>
    <message>
        <source>Sidik jarinya sama: terima sertifikat ini</source>
        <translation>The fingerprint is the same: accept this certificate</translation>
    </message>
    <message>
        <source>Periksa sambungan</source>
        <translation>Try the connection</translation>
    </message>
    <message>
        <source>Simpan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>tersimpan; kosongkan bila tidak berubah</source>
        <translation>kept; leave empty if unchanged</translation>
    </message>
    <message>
        <source>Sambungan sedang diperiksa.</source>
        <translation>Trying the connection.</translation>
    </message>
    <message>
        <source>Tersisa {size}.</source>
        <translation>{size} free.</translation>
    </message>
    <message>
        <source>Atas nama: {subject}
Dikeluarkan: {issuer}
Berlaku sampai: {until}
Sidik jari SHA-256:</source>
        <translation>Issued to: {subject}
Issued by: {issuer}
Valid until: {until}
SHA-256 fingerprint:</translation>
    </message>
</context>
<context>
    <name>DestinationsCard</name>
    <message>
        <source>Tambah</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>DetailCard</name>
    <message>
        <source>Rincian</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Simpan tanda terima</source>
        <translation>Save the receipt</translation>
    </message>
    <message>
        <source>Cabut kunci</source>
        <translation>Revoke the key</translation>
    </message>
    <message>
        <source>Paket</source>
        <translation>Package</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Waktu</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Tanda terima</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Keterangan</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>TPS</source>
        <translation>TPS</translation>
    </message>
    <message>
        <source>Isian</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Sebelum</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Sesudah</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Alasan</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Apa</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Yang kurang</source>
        <translation>What is missing</translation>
    </message>
    <message>
        <source>Sidik jari</source>
        <translation>Fingerprint</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>Laptop</translation>
    </message>
    <message>
        <source>Paket dan penolakan</source>
        <translation>Packages and refusals</translation>
    </message>
    <message>
        <source>Perbedaan antarrevisi</source>
        <translation>Differences between revisions</translation>
    </message>
    <message>
        <source>Kunci</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Pilih kecamatan di atas untuk melihat paketnya.</source>
        <translation>Choose a kecamatan above to see its packages.</translation>
    </message>
    <message>
        <source>Belum ada paket dari kecamatan ini. Tekan Terima sekarang, atau terima dari berkas.</source>
        <translation>No package of this kecamatan yet. Press Receive now, or receive from a file.</translation>
    </message>
    <message>
        <source>Tidak ada angka yang berbeda, atau belum ada dua revisi untuk dibandingkan.</source>
        <translation>No figure differs, or there are no two revisions to compare yet.</translation>
    </message>
    <message>
        <source>Tidak ada yang kurang.</source>
        <translation>Nothing is missing.</translation>
    </message>
    <message>
        <source>Belum ada kunci laptop PPK yang terdaftar: baca berkas jawabannya di halaman Kabupaten.</source>
        <translation>No key of a PPK laptop is enrolled yet: read its answer file on the page Kabupaten.</translation>
    </message>
    <message>
        <source>Tampil {n} yang pertama.</source>
        <translation>The first {n} are shown.</translation>
    </message>
    <message>
        <source>Ditandatangani {key} · {size} · {sha}</source>
        <translation>Signed by {key} · {size} · {sha}</translation>
    </message>
    <message>
        <source>Paket {n}, revisi {r}</source>
        <translation>Package {n}, revision {r}</translation>
    </message>
    <message>
        <source>sudah</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>belum</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>Dari {source}, oleh {who}.</source>
        <translation>From {source}, by {who}.</translation>
    </message>
    <message>
        <source>Revisi {r}</source>
        <translation>Revision {r}</translation>
    </message>
    <message>
        <source>paket</source>
        <translation>package</translation>
    </message>
    <message>
        <source>pemilihan</source>
        <translation>election</translation>
    </message>
    <message>
        <source>angka</source>
        <translation>figures</translation>
    </message>
    <message>
        <source>kunci</source>
        <translation>lock</translation>
    </message>
    <message>
        <source>salinan</source>
        <translation>copies</translation>
    </message>
    <message>
        <source>Terdaftar {when}.</source>
        <translation>Enrolled {when}.</translation>
    </message>
    <message>
        <source>Dicabut {when} oleh {who}: {reason}</source>
        <translation>Revoked {when} by {who}: {reason}</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Angkanya ditutup: isian ini masih harus diketik tanpa melihat yang lama.</source>
        <translation>The figure is covered: this field must still be typed without seeing the old one.</translation>
    </message>
    <message>
        <source>Buka di Periksa</source>
        <translation>Open in Check</translation>
    </message>
    <message>
        <source>Pilih satu perbuatan untuk melihat sebelum dan sesudahnya.</source>
        <translation>Choose an act to see before and after.</translation>
    </message>
    <message>
        <source>Alasan</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Paraf</source>
        <translation>Initialled by</translation>
    </message>
    <message>
        <source>Waktu</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Orang</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Komputer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Nomor</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Sidik</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Sidik sebelumnya</source>
        <translation>Hash before</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Simpan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Belum berhasil</source>
        <translation>Not done yet</translation>
    </message>
    <message>
        <source>Mengerti</source>
        <translation>I understand</translation>
    </message>
</context>
<context>
    <name>Dokumen</name>
    <message>
        <source>di akhir dokumen</source>
        <translation>at the end of the document</translation>
    </message>
    <message>
        <source>di setiap halaman</source>
        <translation>on every page</translation>
    </message>
</context>
<context>
    <name>DokumenPage</name>
    <message>
        <source>Daftar dokumen</source>
        <translation>List of documents</translation>
    </message>
    <message>
        <source>Cetakan</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>Kertas</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Tanda tangan</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>Kunci kecamatan</source>
        <translation>Lock the kecamatan</translation>
    </message>
    <message>
        <source>Halaman sebelum</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Halaman berikut</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Perkecil</source>
        <translation>Shrink</translation>
    </message>
    <message>
        <source>Perbesar</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>Pas halaman</source>
        <translation>Fit the page</translation>
    </message>
    <message>
        <source>Simpan semua</source>
        <translation>Save all</translation>
    </message>
    <message>
        <source>XLSX</source>
        <translation>XLSX</translation>
    </message>
    <message>
        <source>Lain…</source>
        <translation>More…</translation>
    </message>
    <message>
        <source>Format lain…</source>
        <translation>Other formats…</translation>
    </message>
    <message>
        <source>Simpan PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Cetak</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Dokumen</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>pilih dokumen</source>
        <translation>choose a document</translation>
    </message>
    <message>
        <source>halaman</source>
        <translation>page</translation>
    </message>
    <message>
        <source>perbesar, perkecil</source>
        <translation>enlarge, shrink</translation>
    </message>
    <message>
        <source>simpan</source>
        <translation>save</translation>
    </message>
    <message>
        <source>cetak</source>
        <translation>print</translation>
    </message>
    <message>
        <source>salinan bertanda tangan</source>
        <translation>signed copies</translation>
    </message>
    <message>
        <source>Berita acara dan sertifikat kecamatan</source>
        <translation>Minutes and certificate of the kecamatan</translation>
    </message>
    <message>
        <source>Lembar desa {name}</source>
        <translation>Sheet of desa {name}</translation>
    </message>
    <message>
        <source>Semua lembar dalam satu berkas</source>
        <translation>All sheets in one file</translation>
    </message>
    <message>
        <source>FINAL</source>
        <translation>FINAL</translation>
    </message>
    <message>
        <source>Terkunci, revisi {n}. {reason}</source>
        <translation>Locked, revision {n}. {reason}</translation>
    </message>
    <message>
        <source>Setiap halaman bertanda DRAF sampai pemilihan ini dikunci.</source>
        <translation>Every page is marked DRAF until this election is locked.</translation>
    </message>
    <message>
        <source>Buka kunci</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>DRAF</source>
        <translation>DRAF</translation>
    </message>
    <message>
        <source>Dokumen sedang disusun.</source>
        <translation>The document is being made.</translation>
    </message>
    <message>
        <source>Dokumen belum dapat disusun.</source>
        <translation>The document can not be made yet.</translation>
    </message>
    <message>
        <source>halaman {n} dari {total}</source>
        <translation>page {n} of {total}</translation>
    </message>
    <message>
        <source>Simpan dokumen</source>
        <translation>Save the document</translation>
    </message>
    <message>
        <source>Dokumen PDF (*.pdf)</source>
        <translation>PDF document (*.pdf)</translation>
    </message>
    <message>
        <source>Pilih folder untuk semua dokumen</source>
        <translation>Choose a folder for all documents</translation>
    </message>
    <message>
        <source>Semua dokumen sedang ditulis.</source>
        <translation>All documents are being written.</translation>
    </message>
    <message>
        <source>{n} dokumen tersimpan.</source>
        <translation>{n} documents saved.</translation>
    </message>
    <message>
        <source>Cetak dokumen</source>
        <translation>Print the document</translation>
    </message>
    <message>
        <source>Dokumen sedang dikirim ke pencetak.</source>
        <translation>The document is being sent to the printer.</translation>
    </message>
    <message>
        <source>{n} halaman dikirim ke pencetak.</source>
        <translation>{n} pages sent to the printer.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Tempat menaruh foto</source>
        <translation>Place to drop photos</translation>
    </message>
    <message>
        <source>Pilih foto…</source>
        <translation>Choose photos…</translation>
    </message>
    <message>
        <source>Pilih folder…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>Pilih buku kerja…</source>
        <translation>Choose a workbook…</translation>
    </message>
    <message>
        <source>Buku kerja yang sudah diisi, CSV atau JSON dari program ini; JSON Sirekap sebagai pembanding</source>
        <translation>A filled workbook, CSV or JSON of this program; Sirekap JSON to compare with</translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, WebP, HEIC, PDF, dan zip. Satu folder boleh berisi foto dari banyak TPS.</source>
        <translation>JPEG, PNG, TIFF, WebP, HEIC, PDF, and zip. A folder may hold photos of many TPS.</translation>
    </message>
    <message>
        <source>Tarik foto atau folder ke sini</source>
        <translation>Drag photos or folders here</translation>
    </message>
    <message>
        <source>Nama berkas atau folder yang memuat kode TPS 13 angka langsung menemukan tempatnya.</source>
        <translation>A file or folder name with the 13-digit TPS code finds its place by itself.</translation>
    </message>
    <message>
        <source>Foto sedang dibaca</source>
        <translation>Photos are being read</translation>
    </message>
    <message>
        <source>Anda boleh bekerja di halaman lain; impor terus berjalan. Foto lain boleh ditarik ke sini.</source>
        <translation>You may work on other pages; the import goes on. More photos may be dropped here.</translation>
    </message>
    <message>
        <source>Foto atau folder lain boleh ditarik ke sini.</source>
        <translation>More photos or folders may be dropped here.</translation>
    </message>
</context>
<context>
    <name>EditorCard</name>
    <message>
        <source>Angka yang tertulis di kertas</source>
        <translation>The number written on the paper</translation>
    </message>
    <message>
        <source>Gambar kotak dan bulatan</source>
        <translation>Picture of boxes and bubbles</translation>
    </message>
    <message>
        <source>Gambar turus dan huruf</source>
        <translation>Picture of tally marks and words</translation>
    </message>
    <message>
        <source>ketik sekali lagi</source>
        <translation>type it once more</translation>
    </message>
    <message>
        <source>ketik</source>
        <translation>type</translation>
    </message>
</context>
<context>
    <name>ElectionsCard</name>
    <message>
        <source>Pemilihan</source>
        <translation>Election</translation>
    </message>
    <message>
        <source>Pemilihan yang direkap</source>
        <translation>Elections to recapitulate</translation>
    </message>
    <message>
        <source>Pilihan sendiri</source>
        <translation>Own choice</translation>
    </message>
    <message>
        <source>rekonstruksi</source>
        <translation>reconstructed</translation>
    </message>
</context>
<context>
    <name>FieldList</name>
    <message>
        <source>Nomor</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Isian</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Kotak</source>
        <translation>Boxes</translation>
    </message>
    <message>
        <source>Daftar isian formulir</source>
        <translation>Field list of the form</translation>
    </message>
    <message>
        <source>Tambah isian yang hanya ada di kertas ini</source>
        <translation>Add a field that only this paper has</translation>
    </message>
    <message>
        <source>{n} dari {all} isian bernama kotak.</source>
        <translation>{n} of {all} fields have their boxes.</translation>
    </message>
    <message>
        <source>hal {page} no {group}</source>
        <translation>page {page} no {group}</translation>
    </message>
</context>
<context>
    <name>FigureModel</name>
    <message>
        <source>Di salinan</source>
        <translation>In the copy</translation>
    </message>
    <message>
        <source>Hitung ulang</source>
        <translation>Recount</translation>
    </message>
    <message>
        <source>Isian</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Angka</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Catatan</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>Angka TPS ini</source>
        <translation>Numbers of this TPS</translation>
    </message>
</context>
<context>
    <name>FiguresDialog</name>
    <message>
        <source>Angka dari {file}</source>
        <translation>Figures of {file}</translation>
    </message>
    <message>
        <source>{n} hal harus diperbaiki dahulu di berkas</source>
        <translation>{n} things must be mended in the file first</translation>
    </message>
    <message>
        <source>perlu dilihat dahulu</source>
        <translation>look at it first</translation>
    </message>
    <message>
        <source>tidak ada yang meragukan</source>
        <translation>nothing is wrong with it</translation>
    </message>
    <message>
        <source>Tidak ada yang dicatat. Perbaiki berkasnya, simpan, lalu pilih lagi.</source>
        <translation>Nothing is recorded. Mend the file, save it, then choose it again.</translation>
    </message>
    <message>
        <source>{new} isian baru, {other} berbeda dari yang dicatat, {same} sudah sama ({tps} TPS berubah).</source>
        <translation>{new} new fields, {other} differ from what is recorded, {same} are the same ({tps} TPS change).</translation>
    </message>
    <message>
        <source>harus diperbaiki</source>
        <translation>must be mended</translation>
    </message>
    <message>
        <source>perhatikan</source>
        <translation>take care</translation>
    </message>
    <message>
        <source>Yang meragukan</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>Di mana</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Apa</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Yang meragukan di berkas ini</source>
        <translation>What is wrong with this file</translation>
    </message>
    <message>
        <source>kosong</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>Berbeda dari yang dicatat. Centang yang memang harus diganti; yang lain tetap.</source>
        <translation>Different from what is recorded. Tick what is to be replaced; the rest stays.</translation>
    </message>
    <message>
        <source>Ganti isian</source>
        <translation>Replace the field</translation>
    </message>
    <message>
        <source>Tercatat</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>Di berkas</source>
        <translation>In the file</translation>
    </message>
    <message>
        <source>Isian yang berbeda</source>
        <translation>Fields that differ</translation>
    </message>
    <message>
        <source>Ganti semua yang berbeda</source>
        <translation>Replace everything that differs</translation>
    </message>
    <message>
        <source>Hitungan yang beda sesudah dicatat. Catat seperti tertulis; beri alasan di Periksa.</source>
        <translation>Sums that do not hold once this is recorded. Record it as written; give the reason in Periksa.</translation>
    </message>
    <message>
        <source>TPS</source>
        <translation>TPS</translation>
    </message>
    <message>
        <source>Hitungan</source>
        <translation>Sum</translation>
    </message>
    <message>
        <source>Angkanya</source>
        <translation>The numbers</translation>
    </message>
    <message>
        <source>Hitungan yang beda</source>
        <translation>Sums that do not hold</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Mengerti</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>Catat {n} isian</source>
        <translation>Record {n} fields</translation>
    </message>
</context>
<context>
    <name>FiguresImport</name>
    <message>
        <source>Angka dan data Sirekap (*.xlsx *.csv *.json *.zip)</source>
        <translation>Figures and Sirekap data (*.xlsx *.csv *.json *.zip)</translation>
    </message>
    <message>
        <source>Impor angka</source>
        <translation>Import figures</translation>
    </message>
    <message>
        <source>{n} isian dari {file} dicatat.</source>
        <translation>{n} fields of {file} recorded.</translation>
    </message>
    <message>
        <source>Riwayat tiap isian menyebut berkas ini dan sidik SHA-256-nya.</source>
        <translation>The history of each field names this file and its SHA-256.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Orang</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Jenis perbuatan</source>
        <translation>Kind of act</translation>
    </message>
    <message>
        <source>Pemilihan</source>
        <translation>Election</translation>
    </message>
    <message>
        <source>Hari</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Hapus saringan</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>Semua jenis</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>Semua orang</source>
        <translation>Everyone</translation>
    </message>
    <message>
        <source>Semua hari</source>
        <translation>All days</translation>
    </message>
    <message>
        <source>Semua pemilihan</source>
        <translation>All elections</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>Pilih folder untuk berkasnya</source>
        <translation>Choose a folder for the files</translation>
    </message>
    <message>
        <source>{n} berkas tersimpan.</source>
        <translation>{n} files saved.</translation>
    </message>
    <message>
        <source>Berkas sedang ditulis.</source>
        <translation>The files are being written.</translation>
    </message>
    <message>
        <source>Buku kerja isian: satu berkas XLSX per desa dan pemilihan dengan rumus dan sel terkunci, untuk diisi dengan program lembar kerja apa pun bila program ini tidak dapat dipakai. Isinya diimpor kembali di Impor. CSV dan JSON memuat angka tiap TPS untuk program lain.</source>
        <translation>Workbook to fill in: one XLSX per desa and election with formulas and locked cells, to be filled in any spreadsheet program when this program cannot be used. It is imported again in Impor. CSV and JSON hold the figures of each TPS for other programs.</translation>
    </message>
    <message>
        <source>Buku kerja isian, dengan yang sudah dicatat</source>
        <translation>Workbook to fill in, with what is recorded</translation>
    </message>
    <message>
        <source>Buku kerja isian, kosong</source>
        <translation>Workbook to fill in, empty</translation>
    </message>
    <message>
        <source>CSV dengan kamus data</source>
        <translation>CSV with a data dictionary</translation>
    </message>
    <message>
        <source>JSON bentuk Sirekap</source>
        <translation>JSON in Sirekap&apos;s shape</translation>
    </message>
    <message>
        <source>Format lain</source>
        <translation>Other formats</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>Impor formulir</source>
        <translation>Import a form</translation>
    </message>
    <message>
        <source>Formulir dari perancang (*.json)</source>
        <translation>Form of the designer (*.json)</translation>
    </message>
    <message>
        <source>Formulir {model} kini dipakai ruang kerja ini.</source>
        <translation>This workspace now uses the form {model}.</translation>
    </message>
    <message>
        <source>Foto yang sudah ada dapat dibaca ulang dari Impor.</source>
        <translation>Photos that are here already can be read again from Import.</translation>
    </message>
</context>
<context>
    <name>HandingsCard</name>
    <message>
        <source>Desa di laptop panel</source>
        <translation>Desa on panel laptops</translation>
    </message>
    <message>
        <source>Pembagian ke panel</source>
        <translation>What was handed to panels</translation>
    </message>
    <message>
        <source>Ambil kembali</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>Sidik jari laptop ini, untuk dibandingkan di laptop panel</source>
        <translation>Fingerprint of this laptop, to be compared on the panel&apos;s laptop</translation>
    </message>
    <message>
        <source>Panel {n} · {leader}</source>
        <translation>Panel {n} · {leader}</translation>
    </message>
    <message>
        <source>Semua desa dicatat di laptop ini.</source>
        <translation>All desa are recorded on this laptop.</translation>
    </message>
    <message>
        <source>{n} desa dicatat di laptop panel; di sini hanya dapat dilihat.</source>
        <translation>{n} desa are recorded on panel laptops; here they can only be looked at.</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Bantuan Sirekap Desktop</source>
        <translation>Sirekap Desktop help</translation>
    </message>
    <message>
        <source>Buku petunjuk</source>
        <translation>Manual</translation>
    </message>
    <message>
        <source>Cari di buku petunjuk</source>
        <translation>Search the manual</translation>
    </message>
    <message>
        <source>Tutup bantuan</source>
        <translation>Close help</translation>
    </message>
    <message>
        <source>Tidak ditemukan.</source>
        <translation>Not found.</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>bantuan</source>
        <translation>help</translation>
    </message>
</context>
<context>
    <name>Impor</name>
    <message>
        <source>diterima</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>ganda</source>
        <translation>duplicate</translation>
    </message>
    <message>
        <source>tidak terbaca</source>
        <translation>unreadable</translation>
    </message>
    <message>
        <source>belum bertempat</source>
        <translation>unplaced</translation>
    </message>
    <message>
        <source>Semua</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{page} · lain</source>
        <translation>{page} · other</translation>
    </message>
    <message>
        <source>{file} (gambar ke-{n})</source>
        <translation>{file} (picture {n})</translation>
    </message>
    <message>
        <source>Versi {version}, sudah diganti versi {newest}; tetap disimpan.</source>
        <translation>Version {version}, replaced by version {newest}; still kept.</translation>
    </message>
    <message>
        <source>Versi {version}; foto lama tetap disimpan.</source>
        <translation>Version {version}; the old photo is kept.</translation>
    </message>
    <message>
        <source>{done} dari {total} berkas</source>
        <translation>{done} of {total} files</translation>
    </message>
    <message>
        <source>{n} halaman per menit</source>
        <translation>{n} pages per minute</translation>
    </message>
    <message>
        <source>tidak ada foto atau PDF yang ditemukan</source>
        <translation>no photo or PDF was found</translation>
    </message>
    <message>
        <source>Impor dibatalkan: {counts}.</source>
        <translation>Import stopped: {counts}.</translation>
    </message>
    <message>
        <source>Impor selesai: {counts}.</source>
        <translation>Import finished: {counts}.</translation>
    </message>
    <message>
        <source>Yang sudah selesai tetap tersimpan; impor lagi untuk melanjutkan sisanya.</source>
        <translation>What is finished is kept; import again to continue with the rest.</translation>
    </message>
    <message>
        <source>Tekan F5 untuk menempatkan foto yang belum bertempat.</source>
        <translation>Press F5 to place the photos that have no place yet.</translation>
    </message>
    <message>
        <source>Pilih foto yang tidak terbaca, lalu Enter, untuk melihat sebabnya.</source>
        <translation>Choose an unreadable photo, then Enter, to see why.</translation>
    </message>
</context>
<context>
    <name>ImporHints</name>
    <message>
        <source>periksa TPS ini</source>
        <translation>check this TPS</translation>
    </message>
    <message>
        <source>tempatkan foto ini</source>
        <translation>place this photo</translation>
    </message>
    <message>
        <source>lihat sebab dan perbaiki</source>
        <translation>see why and mend it</translation>
    </message>
    <message>
        <source>baca keterangan</source>
        <translation>read the remark</translation>
    </message>
    <message>
        <source>ganti</source>
        <translation>replace</translation>
    </message>
    <message>
        <source>pindahkan</source>
        <translation>move</translation>
    </message>
    <message>
        <source>versi</source>
        <translation>versions</translation>
    </message>
    <message>
        <source>pilih foto</source>
        <translation>choose photos</translation>
    </message>
    <message>
        <source>pilih folder</source>
        <translation>choose a folder</translation>
    </message>
    <message>
        <source>pilih buku kerja</source>
        <translation>choose a workbook</translation>
    </message>
    <message>
        <source>tempatkan foto</source>
        <translation>place photos</translation>
    </message>
    <message>
        <source>putar</source>
        <translation>turn</translation>
    </message>
    <message>
        <source>sudut</source>
        <translation>corners</translation>
    </message>
    <message>
        <source>ganti foto</source>
        <translation>replace the photo</translation>
    </message>
    <message>
        <source>simpan, tidak dipakai</source>
        <translation>keep, not used</translation>
    </message>
    <message>
        <source>TPS lain</source>
        <translation>another TPS</translation>
    </message>
    <message>
        <source>nanti</source>
        <translation>later</translation>
    </message>
    <message>
        <source>urungkan</source>
        <translation>undo</translation>
    </message>
    <message>
        <source>kembali ke hasil</source>
        <translation>back to the results</translation>
    </message>
    <message>
        <source>halaman formulir</source>
        <translation>form page</translation>
    </message>
    <message>
        <source>terima usulan</source>
        <translation>accept the proposal</translation>
    </message>
    <message>
        <source>tempatkan, lanjut</source>
        <translation>place it, continue</translation>
    </message>
    <message>
        <source>pilih TPS</source>
        <translation>choose the TPS</translation>
    </message>
</context>
<context>
    <name>ImporPage</name>
    <message>
        <source>Tempatkan foto</source>
        <translation>Place photos</translation>
    </message>
    <message>
        <source>Impor</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Belum ada foto dalam ruang kerja ini.</source>
        <translation>There is no photo in this workspace yet.</translation>
    </message>
    <message>
        <source>Tidak ada foto di saringan ini.</source>
        <translation>No photo passes this filter.</translation>
    </message>
    <message>
        <source>Foto, PDF, dan zip ({pattern})</source>
        <translation>Photos, PDF and zip ({pattern})</translation>
    </message>
    <message>
        <source>Pilih foto C.HASIL</source>
        <translation>Choose photos of C.HASIL</translation>
    </message>
    <message>
        <source>Pilih folder foto C.HASIL</source>
        <translation>Choose a folder of C.HASIL photos</translation>
    </message>
    <message>
        <source>Foto sedang disiapkan…</source>
        <translation>The photo is being prepared…</translation>
    </message>
    <message>
        <source>Pilih folder yang dipantau</source>
        <translation>Choose the folder to watch</translation>
    </message>
    <message>
        <source>Pilih dahulu sebuah foto dalam daftar.</source>
        <translation>Choose a photo in the list first.</translation>
    </message>
</context>
<context>
    <name>Jejak</name>
    <message>
        <source>Waktu</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Jenis</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Perbuatan</source>
        <translation>Act</translation>
    </message>
</context>
<context>
    <name>JejakPage</name>
    <message>
        <source>Jejak audit, yang terbaru lebih dahulu</source>
        <translation>Audit trail, newest first</translation>
    </message>
    <message>
        <source>Jejak audit</source>
        <translation>Audit trail</translation>
    </message>
    <message>
        <source>pilih perbuatan</source>
        <translation>choose an act</translation>
    </message>
    <message>
        <source>buka di Periksa</source>
        <translation>open in Check</translation>
    </message>
    <message>
        <source>cari desa atau TPS</source>
        <translation>find a desa or TPS</translation>
    </message>
    <message>
        <source>hapus saringan</source>
        <translation>clear the filter</translation>
    </message>
    <message>
        <source>periksa jejak</source>
        <translation>verify the trail</translation>
    </message>
    <message>
        <source>simpan PDF</source>
        <translation>save PDF</translation>
    </message>
    <message>
        <source>mencari …</source>
        <translation>searching …</translation>
    </message>
    <message>
        <source>{n} catatan</source>
        <translation>{n} records</translation>
    </message>
    <message>
        <source>Simpan jejak audit</source>
        <translation>Save the audit trail</translation>
    </message>
    <message>
        <source>Dokumen PDF (*.pdf)</source>
        <translation>PDF document (*.pdf)</translation>
    </message>
    <message>
        <source>Jejak audit sedang disusun.</source>
        <translation>The audit trail is being composed.</translation>
    </message>
    <message>
        <source>Simpan seluruh jejak audit</source>
        <translation>Save the whole audit trail</translation>
    </message>
    <message>
        <source>Tabel CSV (*.csv)</source>
        <translation>CSV table (*.csv)</translation>
    </message>
    <message>
        <source>Seluruh jejak audit sedang ditulis.</source>
        <translation>The whole audit trail is being written.</translation>
    </message>
</context>
<context>
    <name>JobProgress</name>
    <message>
        <source>Batalkan</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Sedang berhenti. Yang sudah selesai tetap tersimpan.</source>
        <translation>Stopping. What is finished is kept.</translation>
    </message>
</context>
<context>
    <name>JoinCard</name>
    <message>
        <source>Gabung panel</source>
        <translation>Join panel</translation>
    </message>
    <message>
        <source>Pilih paket desa</source>
        <translation>Choose desa package</translation>
    </message>
    <message>
        <source>Sidik jari ini sama dengan yang tampil di laptop panel</source>
        <translation>This fingerprint is the one shown on the panel&apos;s laptop</translation>
    </message>
    <message>
        <source>Gabungkan</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>Paket yang dibawa dari laptop panel; isinya tampil dahulu, lalu digabung.</source>
        <translation>The package brought from a panel&apos;s laptop; its contents are shown first, then joined.</translation>
    </message>
    <message>
        <source>paket akhir</source>
        <translation>final package</translation>
    </message>
    <message>
        <source>paket sementara</source>
        <translation>interim package</translation>
    </message>
</context>
<context>
    <name>KabupatenPage</name>
    <message>
        <source>Kembali ke awal</source>
        <translation>Back to the start</translation>
    </message>
    <message>
        <source>Penerimaan</source>
        <translation>Receiving</translation>
    </message>
    <message>
        <source>Kabupaten</source>
        <translation>Kabupaten</translation>
    </message>
    <message>
        <source>pindah</source>
        <translation>move</translation>
    </message>
    <message>
        <source>kembali ke awal</source>
        <translation>back to the start</translation>
    </message>
    <message>
        <source>penerimaan</source>
        <translation>receiving</translation>
    </message>
    <message>
        <source>Kunci kabupaten siap.</source>
        <translation>The key of the kabupaten is ready.</translation>
    </message>
    <message>
        <source>Simpan salinan folder {folder}.</source>
        <translation>Keep a copy of the folder {folder}.</translation>
    </message>
    <message>
        <source>Ketik PIN kunci kabupaten untuk menandatangani.</source>
        <translation>Type the PIN of the kabupaten&apos;s key to sign.</translation>
    </message>
    <message>
        <source>Tanda tangani</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Tulis templat</source>
        <translation>Write the template</translation>
    </message>
    <message>
        <source>Buku kerja Excel (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>Tersimpan.</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>Formulir sendiri</source>
        <translation>Forms of our own</translation>
    </message>
    <message>
        <source>Formulir dari perancang (*.json)</source>
        <translation>Form of the designer (*.json)</translation>
    </message>
    <message>
        <source>Baca tabel</source>
        <translation>Read table</translation>
    </message>
    <message>
        <source>Tabel (*.xlsx)</source>
        <translation>Table (*.xlsx)</translation>
    </message>
    <message>
        <source>Tulis berkas aktivasi</source>
        <translation>Write activation files</translation>
    </message>
    <message>
        <source>{n} berkas aktivasi ditulis dan diperiksa.</source>
        <translation>{n} activation files written and checked.</translation>
    </message>
    <message>
        <source>Berkas jawaban (*{suffix})</source>
        <translation>Answer files (*{suffix})</translation>
    </message>
    <message>
        <source>Baca berkas jawaban</source>
        <translation>Read answer files</translation>
    </message>
    <message>
        <source>{n} kunci baru terdaftar dari {k} berkas.</source>
        <translation>{n} new keys enrolled from {k} files.</translation>
    </message>
    <message>
        <source>Reset PIN ketua {name}</source>
        <translation>Reset the PIN of the ketua of {name}</translation>
    </message>
    <message>
        <source>Nama ketua, seperti di daftar orang ruang kerjanya.</source>
        <translation>Name of the ketua, as in the list of people of the workspace.</translation>
    </message>
    <message>
        <source>Perintah ditulis; berlaku satu kali.</source>
        <translation>The order is written; it works once.</translation>
    </message>
</context>
<context>
    <name>KecamatanCard</name>
    <message>
        <source>Kecamatan</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Revisi</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Diterima</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>TPS lengkap</source>
        <translation>TPS complete</translation>
    </message>
    <message>
        <source>Salinan ttd.</source>
        <translation>Signed copies</translation>
    </message>
    <message>
        <source>Perlu dilihat</source>
        <translation>To look at</translation>
    </message>
    <message>
        <source>Saringan</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Semua kecamatan</source>
        <translation>All kecamatan</translation>
    </message>
    <message>
        <source>Yang bermasalah</source>
        <translation>With problems</translation>
    </message>
    <message>
        <source>Yang belum final</source>
        <translation>Not final yet</translation>
    </message>
    <message>
        <source>Rekap</source>
        <translation>Recap</translation>
    </message>
    <message>
        <source>Rekap kabupaten</source>
        <translation>Recap of the kabupaten</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>XLSX</source>
        <translation>XLSX</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Simpan rekap sebagai {kind}</source>
        <translation>Save the recap as {kind}</translation>
    </message>
    <message>
        <source>Belum ada kecamatan</source>
        <translation>No kecamatan yet</translation>
    </message>
    <message>
        <source>{n} dari {all} kecamatan final</source>
        <translation>{n} of {all} kecamatan final</translation>
    </message>
    <message>
        <source>Semua pemilihan</source>
        <translation>All elections</translation>
    </message>
    <message>
        <source>{n} paket ditolak</source>
        <translation>{n} packages refused</translation>
    </message>
    <message>
        <source>Asal tidak dikenal</source>
        <translation>Unknown origin</translation>
    </message>
    <message>
        <source>Tidak ada kecamatan yang bermasalah.</source>
        <translation>No kecamatan has a problem.</translation>
    </message>
    <message>
        <source>Semua kecamatan sudah final. Rekap kabupaten dapat dicetak.</source>
        <translation>All kecamatan are final. The recap of the kabupaten can be printed.</translation>
    </message>
    <message>
        <source>Belum ada apa-apa di sini. Baca daftar kecamatan dari tabel kabupaten, tambah tempat terima, lalu tekan Terima sekarang.</source>
        <translation>Nothing here yet. Read the list of kecamatan from the kabupaten&apos;s table, add a place to receive from, then press Receive now.</translation>
    </message>
</context>
<context>
    <name>KelompokPage</name>
    <message>
        <source>Angka</source>
        <translation>Digit</translation>
    </message>
    <message>
        <source>Verifikasi kelompok</source>
        <translation>Group verification</translation>
    </message>
    <message>
        <source>Angka &lt;b&gt;{0}&lt;/b&gt;</source>
        <translation>Digit &lt;b&gt;{0}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>pilih kotak</source>
        <translation>choose a box</translation>
    </message>
    <message>
        <source>angka lain</source>
        <translation>another digit</translation>
    </message>
    <message>
        <source>buka di Periksa</source>
        <translation>open in Check</translation>
    </message>
    <message>
        <source>dinding berikut, sebelum</source>
        <translation>next, previous wall</translation>
    </message>
    <message>
        <source>urungkan</source>
        <translation>undo</translation>
    </message>
    <message>
        <source>Ini dinding terakhir.</source>
        <translation>This is the last wall.</translation>
    </message>
    <message>
        <source>Ini dinding pertama.</source>
        <translation>This is the first wall.</translation>
    </message>
    <message>
        <source>Belum ada kotak angka {0} yang boleh tampil. Di sini tampil isian yang sudah dicatat, dan yang terbukti dari TPS yang tidak lagi punya isian untuk diketik.</source>
        <translation>No box with the digit {0} may be shown yet. Recorded fields are shown here, and proven ones of TPS that have no field left to type.</translation>
    </message>
    <message>
        <source>ditandai ragu</source>
        <translation>marked as doubtful</translation>
    </message>
    <message>
        <source>Dinding {0}: {1} kotak</source>
        <translation>Wall {0}: {1} boxes</translation>
    </message>
    <message>
        <source>{0} gambar sudah tampil</source>
        <translation>{0} pictures shown so far</translation>
    </message>
    <message>
        <source>{0} ditandai ragu</source>
        <translation>{0} marked as doubtful</translation>
    </message>
    <message>
        <source>Ditandai ragu: {0}.</source>
        <translation>Marked as doubtful: {0}.</translation>
    </message>
    <message>
        <source>Tanda ragu ditarik: {0}.</source>
        <translation>Mark taken back: {0}.</translation>
    </message>
</context>
<context>
    <name>KeyCard</name>
    <message>
        <source>1 Kunci kabupaten</source>
        <translation>1 Key of the kabupaten</translation>
    </message>
    <message>
        <source>Buat kunci</source>
        <translation>Make key</translation>
    </message>
    <message>
        <source>Dibuat sekali di komputer ini. Tanpa PIN ini tidak ada yang dapat menandatangani.</source>
        <translation>Made once on this computer. Without this PIN nobody can sign.</translation>
    </message>
    <message>
        <source>Kode (empat angka)</source>
        <translation>Code (four digits)</translation>
    </message>
    <message>
        <source>Nama KPU kabupaten/kota</source>
        <translation>KPU of the kabupaten/kota</translation>
    </message>
    <message>
        <source>PIN (paling sedikit enam angka)</source>
        <translation>PIN (at least six digits)</translation>
    </message>
    <message>
        <source>PIN sekali lagi</source>
        <translation>PIN again</translation>
    </message>
    <message>
        <source>Bacakan sidik jari ini kepada PPK yang membuka berkas aktivasi pertama kali.</source>
        <translation>Read this fingerprint out to a PPK that opens an activation file for the first time.</translation>
    </message>
    <message>
        <source>Kedua PIN tidak sama.</source>
        <translation>The two PINs differ.</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>3 Kunci PPK yang terdaftar</source>
        <translation>3 Enrolled keys of the PPK</translation>
    </message>
    <message>
        <source>Kecamatan</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>Sidik jari</source>
        <translation>Fingerprint</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>Laptop</translation>
    </message>
    <message>
        <source>Terdaftar</source>
        <translation>Enrolled</translation>
    </message>
    <message>
        <source>Kunci PPK yang terdaftar</source>
        <translation>Enrolled keys of the PPK</translation>
    </message>
    <message>
        <source>Baca berkas jawaban</source>
        <translation>Read answer files</translation>
    </message>
    <message>
        <source>Reset PIN ketua</source>
        <translation>Reset the ketua&apos;s PIN</translation>
    </message>
    <message>
        <source>Cocokkan sidik jarinya lewat telepon dengan yang tampil di Kirim pada laptop PPK.</source>
        <translation>Compare the fingerprint by telephone with the one that Send shows on the laptop of the PPK.</translation>
    </message>
</context>
<context>
    <name>Kirim</name>
    <message>
        <source>isian TPS</source>
        <translation>fields of a TPS</translation>
    </message>
    <message>
        <source>rekap</source>
        <translation>recap</translation>
    </message>
    <message>
        <source>tabel CSV</source>
        <translation>CSV table</translation>
    </message>
    <message>
        <source>buku kerja XLSX</source>
        <translation>XLSX workbook</translation>
    </message>
    <message>
        <source>dokumen PDF</source>
        <translation>PDF document</translation>
    </message>
    <message>
        <source>foto asli</source>
        <translation>original photo</translation>
    </message>
    <message>
        <source>salinan bertanda tangan</source>
        <translation>signed copies</translation>
    </message>
    <message>
        <source>daftar salinan bertanda tangan</source>
        <translation>list of signed copies</translation>
    </message>
    <message>
        <source>jejak audit</source>
        <translation>audit trail</translation>
    </message>
    <message>
        <source>Berkas</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Jenis</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Ukuran</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Tujuan</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Belum ada tujuan: flash disk, folder bersama, Nextcloud, atau penyimpanan S3.</source>
        <translation>No destination yet: a USB stick, a shared folder, Nextcloud, or S3 storage.</translation>
    </message>
    <message>
        <source>Kirim</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Tambah tujuan</source>
        <translation>Add a destination</translation>
    </message>
    <message>
        <source>Ubah tujuan</source>
        <translation>Change destination</translation>
    </message>
    <message>
        <source>Hapus tujuan</source>
        <translation>Remove destination</translation>
    </message>
    <message>
        <source>Nama tujuan</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>misalnya: Nextcloud KPU Majene</source>
        <translation>for example: Nextcloud of KPU Majene</translation>
    </message>
    <message>
        <source>Pilih folder tujuan</source>
        <translation>Choose the destination folder</translation>
    </message>
    <message>
        <source>Tujuan ini dapat dipakai.</source>
        <translation>This destination works.</translation>
    </message>
    <message>
        <source>Tempat terima</source>
        <translation>Places to receive from</translation>
    </message>
    <message>
        <source>Belum ada tempat. Tambah folder, WebDAV atau S3 yang dipakai PPK sebagai tujuan kiriman.</source>
        <translation>No place yet. Add the folder, WebDAV or S3 that the PPK send to.</translation>
    </message>
    <message>
        <source>Terima sekarang</source>
        <translation>Receive now</translation>
    </message>
    <message>
        <source>Tambah tempat terima</source>
        <translation>Add a place to receive from</translation>
    </message>
    <message>
        <source>Ubah tempat terima</source>
        <translation>Change the place</translation>
    </message>
    <message>
        <source>Hapus tempat terima</source>
        <translation>Remove the place</translation>
    </message>
    <message>
        <source>Nama tempat</source>
        <translation>Name of the place</translation>
    </message>
    <message>
        <source>misalnya: Nextcloud KPU, flash disk Malunda</source>
        <translation>for example: Nextcloud of the KPU, stick of Malunda</translation>
    </message>
    <message>
        <source>Pilih folder yang berisi kiriman</source>
        <translation>Choose the folder that holds the packages</translation>
    </message>
    <message>
        <source>Tempat ini dapat dipakai.</source>
        <translation>This place can be used.</translation>
    </message>
    <message>
        <source>Folder atau flash disk</source>
        <translation>Folder or USB stick</translation>
    </message>
    <message>
        <source>WebDAV (Nextcloud, server web)</source>
        <translation>WebDAV (Nextcloud, web server)</translation>
    </message>
    <message>
        <source>Penyimpanan S3</source>
        <translation>S3 storage</translation>
    </message>
    <message>
        <source>dikirim</source>
        <translation>sending</translation>
    </message>
    <message>
        <source>menunggu sinyal</source>
        <translation>waiting for signal</translation>
    </message>
    <message>
        <source>menunggu</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>ditahan</source>
        <translation>held</translation>
    </message>
    <message>
        <source>berhenti</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>terkirim</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>ditolak</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>kunci tak dikenal</source>
        <translation>unknown key</translation>
    </message>
    <message>
        <source>diterima</source>
        <translation>received</translation>
    </message>
    <message>
        <source>Tanda terima dari kunci tak dikenal.</source>
        <translation>The receipt is of an unknown key.</translation>
    </message>
    <message>
        <source>Sedang tersambung.</source>
        <translation>Connected.</translation>
    </message>
    <message>
        <source>Lengkap di tujuan; tanda terima kabupaten belum ada.</source>
        <translation>Complete at the destination; no receipt from the kabupaten yet.</translation>
    </message>
    <message>
        <source>Dicoba lagi pukul {time}.</source>
        <translation>Next try at {time}.</translation>
    </message>
    <message>
        <source>{name} ke {place}: {there} dari {total} sudah di tujuan</source>
        <translation>{name} to {place}: {there} of {total} is there</translation>
    </message>
    <message>
        <source>Tanda terima kabupaten belum ada di tujuan {place}.</source>
        <translation>There is no receipt from the kabupaten at {place} yet.</translation>
    </message>
    <message>
        <source>Diterima oleh {who} pada {when}.</source>
        <translation>Received by {who} on {when}.</translation>
    </message>
    <message>
        <source>Ditolak oleh {who} pada {when}.</source>
        <translation>Refused by {who} on {when}.</translation>
    </message>
    <message>
        <source>Sidik kunci: {key}</source>
        <translation>Fingerprint of the key: {key}</translation>
    </message>
    <message>
        <source>Kunci ini terdaftar sebagai kunci kabupaten.</source>
        <translation>This key is enrolled as the kabupaten&apos;s.</translation>
    </message>
    <message>
        <source>Tanda terima dari kunci tak dikenal: bandingkan sidiknya dengan kabupaten.</source>
        <translation>The receipt is of an unknown key: compare its fingerprint with the kabupaten.</translation>
    </message>
</context>
<context>
    <name>KirimPage</name>
    <message>
        <source>Isi paket</source>
        <translation>Contents of the package</translation>
    </message>
    <message>
        <source>Temuan pemeriksaan</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>Paket kecamatan</source>
        <translation>Package of the kecamatan</translation>
    </message>
    <message>
        <source>Tulis paket</source>
        <translation>Write a package</translation>
    </message>
    <message>
        <source>Periksa paket</source>
        <translation>Verify a package</translation>
    </message>
    <message>
        <source>Satu berkas bertanda tangan: isian, rekap, dokumen, foto asli dan jejak audit.</source>
        <translation>One signed file: entries, recap, documents, original photos and audit trail.</translation>
    </message>
    <message>
        <source>Pilih isi paket…</source>
        <translation>Choose what goes in…</translation>
    </message>
    <message>
        <source>Lihat isi paket dari mana pun, dan pastikan tidak ada satu bita pun berubah.</source>
        <translation>See what is in any package, and make sure that not one byte has changed.</translation>
    </message>
    <message>
        <source>Pilih berkas paket</source>
        <translation>Choose a package file</translation>
    </message>
    <message>
        <source>Belum ada paket yang ditulis atau dibuka di sini.</source>
        <translation>No package has been written or opened here yet.</translation>
    </message>
    <message>
        <source>Kirim</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>tulis paket</source>
        <translation>write a package</translation>
    </message>
    <message>
        <source>pilih isi paket</source>
        <translation>choose what goes in</translation>
    </message>
    <message>
        <source>kirim ke tujuan terpilih</source>
        <translation>send to the chosen destination</translation>
    </message>
    <message>
        <source>tambah tujuan</source>
        <translation>add a destination</translation>
    </message>
    <message>
        <source>periksa paket dari berkas</source>
        <translation>verify a package from a file</translation>
    </message>
    <message>
        <source>publikasi</source>
        <translation>publication</translation>
    </message>
    <message>
        <source>Sidik jari: {key}</source>
        <translation>Fingerprint: {key}</translation>
    </message>
    <message>
        <source>FINAL</source>
        <translation>FINAL</translation>
    </message>
    <message>
        <source>Terkunci, revisi {n}.</source>
        <translation>Locked, revision {n}.</translation>
    </message>
    <message>
        <source>DRAF</source>
        <translation>DRAF</translation>
    </message>
    <message>
        <source>Kecamatan belum dikunci: paket ditandai sebagai draf.</source>
        <translation>The kecamatan is not locked: the package is marked as a draft.</translation>
    </message>
    <message>
        <source>Paket Sirekap (*.zip)</source>
        <translation>Sirekap package (*.zip)</translation>
    </message>
    <message>
        <source>Paket sedang ditulis.</source>
        <translation>The package is being written.</translation>
    </message>
    <message>
        <source>Pilih paket</source>
        <translation>Choose a package</translation>
    </message>
    <message>
        <source>Paket sedang diperiksa.</source>
        <translation>The package is being verified.</translation>
    </message>
    <message>
        <source>Paket tertulis dan sudah diperiksa.</source>
        <translation>The package is written and verified.</translation>
    </message>
    <message>
        <source>utuh dan tanda tangan sah</source>
        <translation>whole, and the signature is valid</translation>
    </message>
    <message>
        <source>{n} temuan</source>
        <translation>{n} findings</translation>
    </message>
    <message>
        <source>{n} berkas, {objects} isi berbeda, {size}</source>
        <translation>{n} files, {objects} distinct contents, {size}</translation>
    </message>
    <message>
        <source>tanda tangan tidak sah</source>
        <translation>the signature is not valid</translation>
    </message>
    <message>
        <source>Sidik jari penandatangan: {key}</source>
        <translation>Fingerprint of the signer: {key}</translation>
    </message>
    <message>
        <source>Kecamatan {name} ({code}), {kabupaten}, {provinsi}</source>
        <translation>Kecamatan {name} ({code}), {kabupaten}, {provinsi}</translation>
    </message>
</context>
<context>
    <name>KunciView</name>
    <message>
        <source>Desa</source>
        <translation>Desa</translation>
    </message>
    <message>
        <source>Yang belum selesai</source>
        <translation>What is unfinished</translation>
    </message>
    <message>
        <source>terkunci</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>siap dikunci</source>
        <translation>ready to lock</translation>
    </message>
    <message>
        <source>belum selesai</source>
        <translation>unfinished</translation>
    </message>
    <message>
        <source>{n} dari {total} TPS disahkan. Revisi {revision}.</source>
        <translation>{n} of {total} TPS approved. Revision {revision}.</translation>
    </message>
    <message>
        <source>Kunci desa ini</source>
        <translation>Lock this desa</translation>
    </message>
    <message>
        <source>Buka kunci desa ini</source>
        <translation>Unlock this desa</translation>
    </message>
    <message>
        <source>Kunci pemilihan ini</source>
        <translation>Lock this election</translation>
    </message>
    <message>
        <source>Buka kunci pemilihan ini</source>
        <translation>Unlock this election</translation>
    </message>
    <message>
        <source>Kunci kecamatan</source>
        <translation>Lock the kecamatan</translation>
    </message>
    <message>
        <source>Buka kunci kecamatan</source>
        <translation>Unlock the kecamatan</translation>
    </message>
    <message>
        <source>Pemilihan ini sudah dikunci seluruhnya.</source>
        <translation>This election is locked as a whole.</translation>
    </message>
    <message>
        <source>Kecamatan sudah dikunci untuk semua pemilihan.</source>
        <translation>The kecamatan is locked in all elections.</translation>
    </message>
    <message>
        <source>pemilihan ini</source>
        <translation>this election</translation>
    </message>
    <message>
        <source>kecamatan</source>
        <translation>the kecamatan</translation>
    </message>
    <message>
        <source>Kunci {place}?</source>
        <translation>Lock {place}?</translation>
    </message>
    <message>
        <source>Buka kunci {place}?</source>
        <translation>Unlock {place}?</translation>
    </message>
    <message>
        <source>Kunci</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Buka kunci</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Alasan</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Angka dapat diubah lagi, dan revisi berikut dimulai.</source>
        <translation>Numbers can change again, and the next revision begins.</translation>
    </message>
    <message>
        <source>Semua sudah selesai. Setelah dikunci tidak ada angka yang berubah.</source>
        <translation>Everything is finished. Once locked, no number changes.</translation>
    </message>
    <message>
        <source>Perhatian: {n} hal belum selesai di {desa} desa. Setelah dikunci tidak ada angka yang berubah.</source>
        <translation>Attention: {n} matters are unfinished in {desa} desa. Once locked, no number changes.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Sirekap Desktop</source>
        <translation>Sirekap Desktop</translation>
    </message>
</context>
<context>
    <name>MeetingCard</name>
    <message>
        <source>Rapat pleno</source>
        <translation>Recap meeting</translation>
    </message>
    <message>
        <source>Simpan untuk undangan</source>
        <translation>Save for the invitation</translation>
    </message>
    <message>
        <source>Tutup rapat</source>
        <translation>Close the meeting</translation>
    </message>
    <message>
        <source>Tempat rapat</source>
        <translation>Place of the meeting</translation>
    </message>
    <message>
        <source>Acara</source>
        <translation>Agenda</translation>
    </message>
    <message>
        <source>rapat dibuka</source>
        <translation>meeting open</translation>
    </message>
    <message>
        <source>rapat ditutup</source>
        <translation>meeting closed</translation>
    </message>
    <message>
        <source>rapat belum dibuka</source>
        <translation>meeting not yet open</translation>
    </message>
    <message>
        <source>Perbarui</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>Buka rapat</source>
        <translation>Open the meeting</translation>
    </message>
    <message>
        <source>Catatan rapat diperbarui.</source>
        <translation>The meeting&apos;s notes are updated.</translation>
    </message>
    <message>
        <source>Rapat dibuka.</source>
        <translation>The meeting is open.</translation>
    </message>
    <message>
        <source>Tempat dan acara tersimpan untuk undangan.</source>
        <translation>Place and agenda are saved for the invitation.</translation>
    </message>
    <message>
        <source>Rapat ditutup.</source>
        <translation>The meeting is closed.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Tutup pesan</source>
        <translation>Close the message</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Pindahkan foto ke TPS lain</source>
        <translation>Move the photo to another TPS</translation>
    </message>
    <message>
        <source>boleh kosong, misalnya: salah tempat saat impor</source>
        <translation>may stay empty; for example: wrong place at import</translation>
    </message>
    <message>
        <source>Sekarang di {place}. Formulir dan halamannya tetap sama.</source>
        <translation>Now at {place}. Its form and page stay the same.</translation>
    </message>
    <message>
        <source>Alasan</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>TPS mana?</source>
        <translation>Which TPS?</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Pindahkan</source>
        <translation>Move</translation>
    </message>
</context>
<context>
    <name>NewWorkspaceForm</name>
    <message>
        <source>Ruang kerja baru</source>
        <translation>New workspace</translation>
    </message>
    <message>
        <source>Kode kecamatan (enam angka)</source>
        <translation>Code of the kecamatan (six digits)</translation>
    </message>
    <message>
        <source>Kecamatan</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>Kabupaten/kota</source>
        <translation>Kabupaten/kota</translation>
    </message>
    <message>
        <source>Provinsi</source>
        <translation>Province</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Pemilihan yang direkap</source>
        <translation>Elections to recapitulate</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Buat ruang kerja</source>
        <translation>Create a workspace</translation>
    </message>
    <message>
        <source>Pilih folder</source>
        <translation>Choose a folder</translation>
    </message>
    <message>
        <source>Pilih folder baru atau kosong</source>
        <translation>Choose a new or empty folder</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>Berikutnya</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Berkas dari kabupaten (*{suffix})</source>
        <translation>Files of the kabupaten (*{suffix})</translation>
    </message>
    <message>
        <source>Buka berkas aktivasi</source>
        <translation>Open activation file</translation>
    </message>
    <message>
        <source>Berkas {name} sedang diperiksa.</source>
        <translation>Checking the file {name}.</translation>
    </message>
    <message>
        <source>Ruang kerja sedang disiapkan.</source>
        <translation>Preparing the workspace.</translation>
    </message>
    <message>
        <source>Siap. Bawa berkas jawaban ini ke kabupaten: {path}</source>
        <translation>Ready. Bring this answer file to the kabupaten: {path}</translation>
    </message>
    <message>
        <source>Pilih folder ruang kerja</source>
        <translation>Choose the folder of the workspace</translation>
    </message>
    <message>
        <source>PIN baru untuk {name}</source>
        <translation>New PIN for {name}</translation>
    </message>
    <message>
        <source>Kabupaten mengizinkan PIN ketua diganti satu kali. Ketua mengetik PIN barunya sendiri.</source>
        <translation>The kabupaten allows the ketua&apos;s PIN to be changed once. The ketua types the new PIN in person.</translation>
    </message>
    <message>
        <source>Sekali lagi.</source>
        <translation>Once more.</translation>
    </message>
    <message>
        <source>PIN sedang diganti.</source>
        <translation>Changing the PIN.</translation>
    </message>
    <message>
        <source>PIN {name} sudah diganti. Buka ruang kerja, lalu masuk dengan PIN baru.</source>
        <translation>The PIN of {name} is changed. Open the workspace and sign in with the new PIN.</translation>
    </message>
</context>
<context>
    <name>OutcomeChips</name>
    <message>
        <source>Saring hasil impor</source>
        <translation>Filter the import results</translation>
    </message>
</context>
<context>
    <name>OverviewTree</name>
    <message>
        <source>Kemajuan per desa dan TPS</source>
        <translation>Progress per desa and TPS</translation>
    </message>
</context>
<context>
    <name>PackCard</name>
    <message>
        <source>Tulis paket sementara</source>
        <translation>Write interim package</translation>
    </message>
    <message>
        <source>Tulis paket akhir</source>
        <translation>Write final package</translation>
    </message>
    <message>
        <source>Paket sementara memperlihatkan kemajuan panel di laptop induk; panel mencatat terus. Paket akhir menutup pencatatan di sini dan mengembalikan desanya ke laptop induk.</source>
        <translation>An interim package shows the main laptop how far the panel is; the panel goes on recording. The final package ends recording here and gives the desa back to the main laptop.</translation>
    </message>
    <message>
        <source>Sidik jari laptop ini, untuk dibandingkan di laptop induk</source>
        <translation>Fingerprint of this laptop, to be compared on the main laptop</translation>
    </message>
    <message>
        <source>Laptop panel {n} · {leader}</source>
        <translation>Laptop of panel {n} · {leader}</translation>
    </message>
    <message>
        <source>panel mencatat</source>
        <translation>panel is recording</translation>
    </message>
    <message>
        <source>paket akhir sudah dibuat</source>
        <translation>final package made</translation>
    </message>
</context>
<context>
    <name>PackingDialog</name>
    <message>
        <source>Pilih isi paket</source>
        <translation>Choose what goes in</translation>
    </message>
    <message>
        <source>Rekap kecamatan selalu utuh; yang dipilih adalah isian dan foto TPS.</source>
        <translation>The recap of the kecamatan is always whole; what is chosen are the figures and photos of the TPS.</translation>
    </message>
    <message>
        <source>Pemilihan</source>
        <translation>Election</translation>
    </message>
    <message>
        <source>Semua desa</source>
        <translation>All desa</translation>
    </message>
    <message>
        <source>Desa</source>
        <translation>Desa</translation>
    </message>
    <message>
        <source>Semua foto</source>
        <translation>All photos</translation>
    </message>
    <message>
        <source>Hanya yang baru sejak paket terakhir dikirim</source>
        <translation>Only what is new since the package sent last</translation>
    </message>
    <message>
        <source>Hanya yang baru sejak paket lain</source>
        <translation>Only what is new since another package</translation>
    </message>
    <message>
        <source>Tanpa foto</source>
        <translation>No photos</translation>
    </message>
    <message>
        <source>Asli</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Diperkecil, sisi panjang 2.400 piksel</source>
        <translation>Made smaller, long side 2,400 pixels</translation>
    </message>
    <message>
        <source>Diperkecil, sisi panjang 1.600 piksel</source>
        <translation>Made smaller, long side 1,600 pixels</translation>
    </message>
    <message>
        <source>Satu berkas</source>
        <translation>One file</translation>
    </message>
    <message>
        <source>Volume 4 GB (flash disk FAT32)</source>
        <translation>Volumes of 4 GB (FAT32 USB stick)</translation>
    </message>
    <message>
        <source>Untuk flash disk</source>
        <translation>For a USB stick</translation>
    </message>
    <message>
        <source>Volume 1 GB</source>
        <translation>Volumes of 1 GB</translation>
    </message>
    <message>
        <source>Dokumen (PDF dan XLSX)</source>
        <translation>Documents (PDF and XLSX)</translation>
    </message>
    <message>
        <source>Gambar salinan bertanda tangan</source>
        <translation>Pictures of signed copies</translation>
    </message>
    <message>
        <source>Jejak audit</source>
        <translation>Audit trail</translation>
    </message>
    <message>
        <source>Foto formulir</source>
        <translation>Photos of forms</translation>
    </message>
    <message>
        <source>Ukuran foto</source>
        <translation>Size of photos</translation>
    </message>
    <message>
        <source>Ikut dikirim</source>
        <translation>Goes along</translation>
    </message>
    <message>
        <source>Tulis paket</source>
        <translation>Write a package</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Pilih paket lama</source>
        <translation>Choose the earlier package</translation>
    </message>
    <message>
        <source>Paket Sirekap (*.zip)</source>
        <translation>Sirekap package (*.zip)</translation>
    </message>
    <message>
        <source>Pilih sedikitnya satu pemilihan.</source>
        <translation>Choose at least one election.</translation>
    </message>
    <message>
        <source>Pilih sedikitnya satu desa.</source>
        <translation>Choose at least one desa.</translation>
    </message>
    <message>
        <source>Sekitar {size}, di antaranya {n} foto ({photos}).</source>
        <translation>About {size}, of it {n} photos ({photos}).</translation>
    </message>
    <message>
        <source>{n} volume; bawa semuanya.</source>
        <translation>{n} volumes; take all of them.</translation>
    </message>
    <message>
        <source>Tanpa jejak audit, kabupaten tidak dapat memeriksa riwayat dan kuncinya.</source>
        <translation>Without the audit trail the kabupaten cannot check history and locks.</translation>
    </message>
</context>
<context>
    <name>PageCell</name>
    <message>
        <source>halaman {0}</source>
        <translation>page {0}</translation>
    </message>
    <message>
        <source>Partai {0} {1}, {2}</source>
        <translation>Party {0} {1}, {2}</translation>
    </message>
    <message>
        <source>selesai</source>
        <translation>done</translation>
    </message>
    <message>
        <source>ada yang harus diketik</source>
        <translation>something to type</translation>
    </message>
    <message>
        <source>belum ada foto</source>
        <translation>no photo yet</translation>
    </message>
    <message>
        <source>terbukti, menunggu konfirmasi</source>
        <translation>proven, waiting to be confirmed</translation>
    </message>
</context>
<context>
    <name>PageChips</name>
    <message>
        <source>Hal {0} dari {1}</source>
        <translation>Page {0} of {1}</translation>
    </message>
    <message>
        <source>Hal {0}</source>
        <translation>Page {0}</translation>
    </message>
    <message>
        <source>{page}, selesai</source>
        <translation>{page}, done</translation>
    </message>
</context>
<context>
    <name>PageChooser</name>
    <message>
        <source>Halaman formulir</source>
        <translation>Form page</translation>
    </message>
    <message>
        <source>Halaman {n}</source>
        <translation>Page {n}</translation>
    </message>
</context>
<context>
    <name>PageStrip</name>
    <message>
        <source>Halaman formulir</source>
        <translation>Form pages</translation>
    </message>
    <message>
        <source>Lompat ke partai nomor</source>
        <translation>Jump to party number</translation>
    </message>
    <message>
        <source>Partai</source>
        <translation>Party</translation>
    </message>
    <message>
        <source>Halaman</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Lompat ke halaman</source>
        <translation>Jump to page</translation>
    </message>
    <message>
        <source>{0} dari {1} halaman selesai</source>
        <translation>{0} of {1} pages done</translation>
    </message>
    <message>
        <source>{0} dari {1} partai selesai</source>
        <translation>{0} of {1} parties done</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Beranda</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Impor</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Periksa</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Rekap</source>
        <translation>Recap</translation>
    </message>
    <message>
        <source>Pleno</source>
        <translation>Pleno</translation>
    </message>
    <message>
        <source>Dokumen</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Kirim</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Jejak</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Setelan</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Kemungkinan salah salin</source>
        <translation>Likely slips</translation>
    </message>
    <message>
        <source>Perbandingan Sirekap</source>
        <translation>Comparison with Sirekap</translation>
    </message>
    <message>
        <source>Verifikasi kelompok</source>
        <translation>Group verification</translation>
    </message>
    <message>
        <source>Awal</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Kabupaten</source>
        <translation>Kabupaten</translation>
    </message>
    <message>
        <source>Penerimaan</source>
        <translation>Receiving</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>di laptop panel, paket sementara sudah digabung</source>
        <translation>on the panel&apos;s laptop, interim package joined</translation>
    </message>
    <message>
        <source>di laptop panel</source>
        <translation>on the panel&apos;s laptop</translation>
    </message>
    <message>
        <source>paket akhir sudah dibuat</source>
        <translation>final package made</translation>
    </message>
    <message>
        <source>sudah digabung</source>
        <translation>joined</translation>
    </message>
    <message>
        <source>diambil kembali</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>Panel {n}, {leader}, dari laptop {host}: {desa}.</source>
        <translation>Panel {n}, {leader}, from laptop {host}: {desa}.</translation>
    </message>
    <message>
        <source>Semua isinya sudah ada di sini.</source>
        <translation>All of it is here already.</translation>
    </message>
    <message>
        <source>disahkan</source>
        <translation>approved</translation>
    </message>
    <message>
        <source>isian</source>
        <translation>entries</translation>
    </message>
    <message>
        <source>pembetulan</source>
        <translation>corrections</translation>
    </message>
    <message>
        <source>foto</source>
        <translation>photos</translation>
    </message>
    <message>
        <source>catatan rapat</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>keberatan</source>
        <translation>objections</translation>
    </message>
    <message>
        <source>Yang baru: {list}.</source>
        <translation>New: {list}.</translation>
    </message>
    <message>
        <source>Dicatat oleh {people}.</source>
        <translation>Recorded by {people}.</translation>
    </message>
    <message>
        <source>Sesudah digabung, peserta nomor {n} ({election}) punya {count} saksi: {names}. Paling banyak dua yang bermandat: cocokkan surat mandatnya, lalu perbaiki Daftar hadir.</source>
        <translation>Once joined, contestant number {n} ({election}) has {count} saksi: {names}. At most two have a mandate: compare their letters of mandate, then correct the attendance.</translation>
    </message>
    <message>
        <source>Dibatalkan.</source>
        <translation>Cancelled.</translation>
    </message>
</context>
<context>
    <name>PanelFileCard</name>
    <message>
        <source>Jadikan laptop ini laptop panel</source>
        <translation>Make this the panel&apos;s laptop</translation>
    </message>
    <message>
        <source>Sidik jari laptop induk: cocokkan dengan yang tampil di sana</source>
        <translation>Fingerprint of the main laptop: compare it with the one shown there</translation>
    </message>
    <message>
        <source>Folder baru di laptop ini</source>
        <translation>New folder on this laptop</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Panel {n} · {leader}</source>
        <translation>Panel {n} · {leader}</translation>
    </message>
    <message>
        <source>SIMULASI</source>
        <translation>SIMULATION</translation>
    </message>
    <message>
        <source>{name} ({code}), {kabupaten}. Ditulis {date}.</source>
        <translation>{name} ({code}), {kabupaten}. Written {date}.</translation>
    </message>
    <message>
        <source>Desa panel ini: {desa}, {tps} TPS, {photos} foto ikut.</source>
        <translation>Desa of this panel: {desa}, {tps} TPS, with {photos} photos.</translation>
    </message>
    <message>
        <source>Hanya desa itu yang dicatat di laptop ini; yang lain dapat dilihat.</source>
        <translation>Only these desa are recorded on this laptop; the others can be looked at.</translation>
    </message>
</context>
<context>
    <name>PanelOpening</name>
    <message>
        <source>Pilih flash disk dari laptop induk</source>
        <translation>Choose the stick from the main laptop</translation>
    </message>
    <message>
        <source>Berkas panel dicari.</source>
        <translation>Looking for panel files.</translation>
    </message>
    <message>
        <source>Tidak ada berkas panel di sini.</source>
        <translation>There is no panel file here.</translation>
    </message>
    <message>
        <source>Di laptop induk: Pleno, Panel, Bagi ke panel.</source>
        <translation>On the main laptop: Pleno, Panel, Hand out to panel.</translation>
    </message>
    <message>
        <source>Panel {n} · {leader}: {desa}</source>
        <translation>Panel {n} · {leader}: {desa}</translation>
    </message>
    <message>
        <source>Panel yang mana?</source>
        <translation>Which panel?</translation>
    </message>
    <message>
        <source>Foto disalin dan diperiksa.</source>
        <translation>Photos are copied and checked.</translation>
    </message>
    <message>
        <source>Berkas panel tidak jadi dibuka.</source>
        <translation>The panel file was not opened.</translation>
    </message>
    <message>
        <source>Ruang kerja panel disiapkan di {folder}.</source>
        <translation>The panel&apos;s workspace is made in {folder}.</translation>
    </message>
    <message>
        <source>Tidak ada yang tertinggal.</source>
        <translation>Nothing is left behind.</translation>
    </message>
    <message>
        <source>Laptop ini sekarang laptop panel {n}.</source>
        <translation>This is now the laptop of panel {n}.</translation>
    </message>
    <message>
        <source>Pemeriksaan menemukan {n} hal: lihat Jejak.</source>
        <translation>Verification found {n} things: see Audit trail.</translation>
    </message>
    <message>
        <source>Sidik jari laptop ini: {fingerprint}</source>
        <translation>Fingerprint of this laptop: {fingerprint}</translation>
    </message>
</context>
<context>
    <name>PanelWork</name>
    <message>
        <source>Pilih sedikitnya satu desa.</source>
        <translation>Choose at least one desa.</translation>
    </message>
    <message>
        <source>Isi nama pemimpin panel.</source>
        <translation>Enter the name of the panel&apos;s leader.</translation>
    </message>
    <message>
        <source>Pilih flash disk untuk panel {n}</source>
        <translation>Choose the stick for panel {n}</translation>
    </message>
    <message>
        <source>Salinan untuk panel {n} ditulis dan diperiksa.</source>
        <translation>The copy for panel {n} is written and checked.</translation>
    </message>
    <message>
        <source>Berkas panel {n} ditulis: {folder}</source>
        <translation>File of panel {n} written: {folder}</translation>
    </message>
    <message>
        <source>Sidik jari laptop ini, untuk dibandingkan di laptop panel: {fingerprint}</source>
        <translation>Fingerprint of this laptop, to be compared on the panel&apos;s laptop: {fingerprint}</translation>
    </message>
    <message>
        <source>Yang dicatat panel sesudah paket terakhirnya tidak ada di sini, dan paketnya tidak dapat digabung lagi.</source>
        <translation>What the panel recorded after its last package is not here, and its packages can no longer be joined.</translation>
    </message>
    <message>
        <source>Ambil kembali desa panel {n}?</source>
        <translation>Take the desa of panel {n} back?</translation>
    </message>
    <message>
        <source>Ambil kembali</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>Biarkan</source>
        <translation>Leave them</translation>
    </message>
    <message>
        <source>Tulis alasannya.</source>
        <translation>Write the reason.</translation>
    </message>
    <message>
        <source>Pilih paket desa</source>
        <translation>Choose desa package</translation>
    </message>
    <message>
        <source>Paket desa (*.zip)</source>
        <translation>Desa package (*.zip)</translation>
    </message>
    <message>
        <source>Paket {name} diperiksa.</source>
        <translation>Package {name} is checked.</translation>
    </message>
    <message>
        <source>Foto panel {n} disalin, lalu semua catatannya digabung.</source>
        <translation>The photos of panel {n} are copied, then all its records are joined.</translation>
    </message>
    <message>
        <source>Desanya kembali ke laptop ini.</source>
        <translation>Its desa are back on this laptop.</translation>
    </message>
    <message>
        <source>Panel masih mencatat; desanya tetap di laptop panel.</source>
        <translation>The panel goes on recording; its desa stay on its laptop.</translation>
    </message>
    <message>
        <source>Panel {n} digabung: {tps} TPS, {approved} disahkan.</source>
        <translation>Panel {n} joined: {tps} TPS, {approved} approved.</translation>
    </message>
    <message>
        <source>Tulis paket akhir?</source>
        <translation>Write the final package?</translation>
    </message>
    <message>
        <source>Sesudah ini tidak ada lagi yang dicatat di laptop ini; perubahan dicatat di laptop induk.</source>
        <translation>After this nothing more is recorded on this laptop; changes are recorded on the main laptop.</translation>
    </message>
    <message>
        <source>Tulis paket akhir</source>
        <translation>Write final package</translation>
    </message>
    <message>
        <source>Belum</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>Tulis paket desa ke flash disk</source>
        <translation>Write the desa package to a stick</translation>
    </message>
    <message>
        <source>Paket desa ditulis dan dibaca kembali.</source>
        <translation>The desa package is written and read back.</translation>
    </message>
    <message>
        <source>Bawa ke laptop induk. Sidik jari laptop ini: {fingerprint}</source>
        <translation>Take it to the main laptop. Fingerprint of this laptop: {fingerprint}</translation>
    </message>
    <message>
        <source>Paket desa ditulis: {path}</source>
        <translation>Desa package written: {path}</translation>
    </message>
</context>
<context>
    <name>ParcelModel</name>
    <message>
        <source>Paket</source>
        <translation>Package</translation>
    </message>
    <message>
        <source>Tujuan</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Keterangan</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>ParcelsCard</name>
    <message>
        <source>Kiriman</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>Belum ada kiriman. Pilih tujuan di kiri, lalu tekan Kirim.</source>
        <translation>Nothing is being sent. Choose a destination at the left, then press Send.</translation>
    </message>
    <message>
        <source>Coba sekarang</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Tahan</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Tanda terima</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Hapus dari daftar</source>
        <translation>Remove from list</translation>
    </message>
</context>
<context>
    <name>PartyLine</name>
    <message>
        <source>Partai {0}, {1} dari {2} isian dicatat:</source>
        <translation>Party {0}, {1} of {2} fields recorded:</translation>
    </message>
    <message>
        <source>jumlahnya tampil sesudah isian terakhir diketik</source>
        <translation>the sum appears when the last field has been typed</translation>
    </message>
    <message>
        <source>B {0}</source>
        <translation>B {0}</translation>
    </message>
    <message>
        <source>berjalan</source>
        <translation>running</translation>
    </message>
    <message>
        <source>B kosong</source>
        <translation>B is empty</translation>
    </message>
    <message>
        <source>cocok dengan B</source>
        <translation>agrees with B</translation>
    </message>
    <message>
        <source>selisih {0}</source>
        <translation>difference {0}</translation>
    </message>
</context>
<context>
    <name>PdfPreview</name>
    <message>
        <source>Pratinjau dokumen</source>
        <translation>Preview of the document</translation>
    </message>
</context>
<context>
    <name>Pemilihan</name>
    <message>
        <source>Hanya Presiden dan Wakil Presiden 2024</source>
        <translation>President and Vice President 2024 only</translation>
    </message>
    <message>
        <source>{day}, {n} pemilihan</source>
        <translation>{day}, {n} elections</translation>
    </message>
    <message>
        <source>Tata letak formulir ini disusun ulang tanpa blangko resmi. Periksa hasil bacaan fotonya lebih teliti, dan ganti definisinya begitu blangko resmi tersedia.</source>
        <translation>The layout of this form was put together without the official blank. Check what is read from its photos more carefully, and replace the definition as soon as the official blank is available.</translation>
    </message>
    <message>
        <source>daftar peserta belum diimpor</source>
        <translation>list of contestants not yet imported</translation>
    </message>
    <message>
        <source>{n} peserta</source>
        <translation>{n} contestants</translation>
    </message>
    <message>
        <source>{n} partai, {calon} calon</source>
        <translation>{n} parties, {calon} candidates</translation>
    </message>
</context>
<context>
    <name>Penerimaan</name>
    <message>
        <source>belum</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>draf</source>
        <translation>draft</translation>
    </message>
    <message>
        <source>final</source>
        <translation>final</translation>
    </message>
    <message>
        <source>ditolak</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>kunci dicabut</source>
        <translation>key revoked</translation>
    </message>
    <message>
        <source>berlaku</source>
        <translation>counts</translation>
    </message>
    <message>
        <source>digantikan</source>
        <translation>replaced</translation>
    </message>
    <message>
        <source>dicabut</source>
        <translation>revoked</translation>
    </message>
    <message>
        <source>terdaftar</source>
        <translation>enrolled</translation>
    </message>
    <message>
        <source>{n} dari {all}</source>
        <translation>{n} of {all}</translation>
    </message>
    <message>
        <source>kunci penanda tangan dicabut</source>
        <translation>signing key revoked</translation>
    </message>
    <message>
        <source>{n} paket ditolak</source>
        <translation>{n} packages refused</translation>
    </message>
    <message>
        <source>≠ ada revisi sebelumnya</source>
        <translation>≠ there is an earlier revision</translation>
    </message>
    <message>
        <source>belum ada: {ballots}</source>
        <translation>missing: {ballots}</translation>
    </message>
    <message>
        <source>diterima</source>
        <translation>received</translation>
    </message>
    <message>
        <source>sudah ada</source>
        <translation>was there</translation>
    </message>
    <message>
        <source>Tidak ada paket di tempat terima.</source>
        <translation>No package at the places.</translation>
    </message>
    <message>
        <source>{new} paket diterima, {old} sudah ada, {bad} ditolak.</source>
        <translation>{new} packages received, {old} were there, {bad} refused.</translation>
    </message>
    <message>
        <source>Penerimaan sudah ditutup.</source>
        <translation>Receiving is closed.</translation>
    </message>
    <message>
        <source>Buka lagi halamannya.</source>
        <translation>Open the page again.</translation>
    </message>
    <message>
        <source>Penerimaan dihentikan.</source>
        <translation>Receiving was stopped.</translation>
    </message>
    <message>
        <source>Yang sudah diterima tetap ada.</source>
        <translation>What was received stays.</translation>
    </message>
</context>
<context>
    <name>PenerimaanPage</name>
    <message>
        <source>Kembali ke Kabupaten</source>
        <translation>Back to Kabupaten</translation>
    </message>
    <message>
        <source>Penerimaan</source>
        <translation>Receiving</translation>
    </message>
    <message>
        <source>pindah</source>
        <translation>move</translation>
    </message>
    <message>
        <source>kembali</source>
        <translation>back</translation>
    </message>
    <message>
        <source>terima sekarang</source>
        <translation>receive now</translation>
    </message>
    <message>
        <source>dari berkas</source>
        <translation>from files</translation>
    </message>
    <message>
        <source>yang bermasalah</source>
        <translation>with problems</translation>
    </message>
    <message>
        <source>rincian berikut</source>
        <translation>next details</translation>
    </message>
    <message>
        <source>rekap PDF</source>
        <translation>recap as PDF</translation>
    </message>
    <message>
        <source>Hentikan penerimaan?</source>
        <translation>Stop receiving?</translation>
    </message>
    <message>
        <source>Hentikan penerimaan</source>
        <translation>Stop receiving</translation>
    </message>
    <message>
        <source>Asal tidak dikenal</source>
        <translation>Unknown origin</translation>
    </message>
    <message>
        <source>Paket Sirekap (*.zip)</source>
        <translation>Sirekap package (*.zip)</translation>
    </message>
    <message>
        <source>Terima dari berkas</source>
        <translation>Receive from files</translation>
    </message>
    <message>
        <source>Ketik PIN kunci kabupaten untuk menandatangani tanda terima.</source>
        <translation>Type the PIN of the kabupaten&apos;s key to sign the receipts.</translation>
    </message>
    <message>
        <source>Terima paket</source>
        <translation>Receive packages</translation>
    </message>
    <message>
        <source>Terima</source>
        <translation>Receive</translation>
    </message>
    <message>
        <source>Simpan rekap sebagai {kind}</source>
        <translation>Save the recap as {kind}</translation>
    </message>
    <message>
        <source>Belum ada paket dengan pemilihan itu.</source>
        <translation>No package with that election yet.</translation>
    </message>
    <message>
        <source>Rekap tersimpan di {folder}.</source>
        <translation>The recap is saved in {folder}.</translation>
    </message>
    <message>
        <source>Simpan tanda terima</source>
        <translation>Save the receipt</translation>
    </message>
    <message>
        <source>Tanda terima (*.json)</source>
        <translation>Receipt (*.json)</translation>
    </message>
    <message>
        <source>Tersimpan.</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>Kunci hanya dicabut di komputer yang menyimpan kunci kabupaten.</source>
        <translation>A key is revoked only on the computer that holds the kabupaten&apos;s key.</translation>
    </message>
    <message>
        <source>Cabut kunci {key}?</source>
        <translation>Revoke the key {key}?</translation>
    </message>
    <message>
        <source>Laptop {host} di {name}. Paket yang ditandatanganinya sesudah ini ditolak, yang sudah diterima ditandai. Tidak dapat dibatalkan. Mengapa dicabut?</source>
        <translation>Laptop {host} in {name}. Packages that it signs from now on are refused, those received before are marked. This cannot be undone. Why is it revoked?</translation>
    </message>
    <message>
        <source>Cabut kunci</source>
        <translation>Revoke the key</translation>
    </message>
    <message>
        <source>Ketik PIN kunci kabupaten.</source>
        <translation>Type the PIN of the kabupaten&apos;s key.</translation>
    </message>
    <message>
        <source>Kunci dicabut.</source>
        <translation>The key is revoked.</translation>
    </message>
    <message>
        <source>PPK itu perlu mendaftarkan kunci laptop yang baru.</source>
        <translation>That PPK must enrol the key of a new laptop.</translation>
    </message>
</context>
<context>
    <name>PeopleCard</name>
    <message>
        <source>Orang</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Orang yang dapat masuk</source>
        <translation>People who can sign in</translation>
    </message>
    <message>
        <source>Tambah</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Lepas</source>
        <translation>Take off</translation>
    </message>
    <message>
        <source>PIN baru</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>Ganti PIN saya</source>
        <translation>Change my PIN</translation>
    </message>
    <message>
        <source> · dilepas</source>
        <translation> · taken off</translation>
    </message>
    <message>
        <source>Belum ada orang dengan PIN: siapa pun di laptop ini boleh mengerjakan semuanya.</source>
        <translation>Nobody has a PIN yet: whoever is at this laptop may do everything.</translation>
    </message>
    <message>
        <source>Menulis perlu masuk dengan nama dan PIN. Layar terkunci sendiri bila lama tidak dipakai.</source>
        <translation>Writing needs signing in with name and PIN. The screen locks by itself when it is not used for long.</translation>
    </message>
    <message>
        <source>Kembalikan</source>
        <translation>Put back</translation>
    </message>
    <message>
        <source>Tambah orang</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>Siapa ketua PPK?</source>
        <translation>Who is the chair of the PPK?</translation>
    </message>
    <message>
        <source>{name} dapat masuk dengan PIN-nya.</source>
        <translation>{name} can sign in with their PIN.</translation>
    </message>
    <message>
        <source>PIN {name} sudah diganti.</source>
        <translation>The PIN of {name} is changed.</translation>
    </message>
    <message>
        <source>PIN baru untuk {name}</source>
        <translation>New PIN for {name}</translation>
    </message>
    <message>
        <source>PIN Anda sudah diganti.</source>
        <translation>Your PIN is changed.</translation>
    </message>
</context>
<context>
    <name>Perancang</name>
    <message>
        <source>terbukti</source>
        <translation>proven</translation>
    </message>
    <message>
        <source>konfirmasi</source>
        <translation>confirm</translation>
    </message>
    <message>
        <source>ketik</source>
        <translation>type</translation>
    </message>
    <message>
        <source>kosong</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>tidak terlihat</source>
        <translation>not visible</translation>
    </message>
</context>
<context>
    <name>Periksa</name>
    <message>
        <source>kosong</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>Jml</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>{0}. Partai {1} · {2}</source>
        <translation>{0}. Party {1} · {2}</translation>
    </message>
    <message>
        <source>belum ada foto</source>
        <translation>no photo yet</translation>
    </message>
    <message>
        <source>terbukti</source>
        <translation>proven</translation>
    </message>
    <message>
        <source>periksa ulang</source>
        <translation>recheck</translation>
    </message>
    <message>
        <source>ketik</source>
        <translation>type</translation>
    </message>
    <message>
        <source>terbukti, dicatat</source>
        <translation>proven, recorded</translation>
    </message>
    <message>
        <source>diputuskan</source>
        <translation>decided</translation>
    </message>
    <message>
        <source>dibetulkan</source>
        <translation>corrected</translation>
    </message>
    <message>
        <source>hitung ulang</source>
        <translation>recounted</translation>
    </message>
    <message>
        <source>diimpor</source>
        <translation>imported</translation>
    </message>
    <message>
        <source>dicatat</source>
        <translation>recorded</translation>
    </message>
    <message>
        <source>kotak</source>
        <translation>boxes</translation>
    </message>
    <message>
        <source>bulatan</source>
        <translation>bubbles</translation>
    </message>
    <message>
        <source>turus</source>
        <translation>tally</translation>
    </message>
    <message>
        <source>yakin {0} %</source>
        <translation>{0} % sure</translation>
    </message>
    <message>
        <source>Sirekap {0}</source>
        <translation>Sirekap {0}</translation>
    </message>
    <message>
        <source> dan {0} lagi</source>
        <translation> and {0} more</translation>
    </message>
    <message>
        <source>Diurungkan: {0}{1}.</source>
        <translation>Undone: {0}{1}.</translation>
    </message>
</context>
<context>
    <name>PeriksaHints</name>
    <message>
        <source>Setelan</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Impor</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>ketik dari kertas</source>
        <translation>type from paper</translation>
    </message>
    <message>
        <source>alasan</source>
        <translation>reason</translation>
    </message>
    <message>
        <source>nomor partai</source>
        <translation>party number</translation>
    </message>
    <message>
        <source>urungkan</source>
        <translation>undo</translation>
    </message>
    <message>
        <source>halaman</source>
        <translation>page</translation>
    </message>
    <message>
        <source>TPS berikut</source>
        <translation>next TPS</translation>
    </message>
    <message>
        <source>catat, lanjut</source>
        <translation>record, continue</translation>
    </message>
    <message>
        <source>kosong</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>lewati</source>
        <translation>skip</translation>
    </message>
    <message>
        <source>catat semua yang terbukti di halaman ini</source>
        <translation>record everything proven on this page</translation>
    </message>
    <message>
        <source>pilih isian</source>
        <translation>choose a field</translation>
    </message>
    <message>
        <source>lanjut</source>
        <translation>continue</translation>
    </message>
</context>
<context>
    <name>PeriksaPage</name>
    <message>
        <source>Periksa</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Desa &lt;b&gt;{0}&lt;/b&gt; › &lt;b&gt;{1}&lt;/b&gt;</source>
        <translation>Desa &lt;b&gt;{0}&lt;/b&gt; › &lt;b&gt;{1}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Belum ada TPS. Impor daftar TPS di Setelan, lalu fotonya di Impor.</source>
        <translation>There is no TPS yet. Import the list of TPS in Settings, then the photos in Import.</translation>
    </message>
    <message>
        <source>Foto halaman ini tidak dapat dibuka.</source>
        <translation>The photo of this page can not be opened.</translation>
    </message>
    <message>
        <source>Halaman ini berfoto; isiannya diperiksa pada fotonya.</source>
        <translation>This page has a photo; its numbers are checked on it.</translation>
    </message>
    <message>
        <source>Tidak ada hitungan beda yang menunggu alasan.</source>
        <translation>No sum that differs waits for a reason.</translation>
    </message>
    <message>
        <source>Partai {0} tidak ada di formulir ini.</source>
        <translation>There is no party {0} on this form.</translation>
    </message>
    <message>
        <source>Halaman {0} tidak ada.</source>
        <translation>There is no page {0}.</translation>
    </message>
    <message>
        <source>Ini TPS terakhir.</source>
        <translation>This is the last TPS.</translation>
    </message>
    <message>
        <source>Ini TPS pertama.</source>
        <translation>This is the first TPS.</translation>
    </message>
    <message>
        <source>Tidak ada TPS lain yang menunggu pemeriksaan.</source>
        <translation>No other TPS waits to be checked.</translation>
    </message>
    <message>
        <source>Belum ada angka yang diketik.</source>
        <translation>No number has been typed yet.</translation>
    </message>
    <message>
        <source>Ketik angkanya, atau − bila kotaknya kosong.</source>
        <translation>Type the number, or − if the box is empty.</translation>
    </message>
    <message>
        <source>Nilai terbukti tampil sesudah semua isian yang harus diketik selesai.</source>
        <translation>Proven values appear after every field that must be typed is done.</translation>
    </message>
    <message>
        <source>Ketik dulu isian yang bertanda ketik.</source>
        <translation>First type the fields marked type.</translation>
    </message>
</context>
<context>
    <name>PhotoPane</name>
    <message>
        <source>Foto halaman</source>
        <translation>Photo of the page</translation>
    </message>
    <message>
        <source>Foto asli</source>
        <translation>Original photo</translation>
    </message>
    <message>
        <source>Pas lebar</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>Pas halaman</source>
        <translation>Fit the page</translation>
    </message>
    <message>
        <source>Putar</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>Sudut…</source>
        <translation>Corners…</translation>
    </message>
    <message>
        <source>Ganti foto…</source>
        <translation>Replace photo…</translation>
    </message>
    <message>
        <source>Pindahkan ke TPS lain…</source>
        <translation>Move to another TPS…</translation>
    </message>
    <message>
        <source>Versi foto…</source>
        <translation>Photo versions…</translation>
    </message>
    <message>
        <source>Pilihan foto lain</source>
        <translation>More photo options</translation>
    </message>
</context>
<context>
    <name>PhotoSide</name>
    <message>
        <source>Kepala formulir</source>
        <translation>Header of the form</translation>
    </message>
    <message>
        <source>Foto yang belum bertempat</source>
        <translation>Photo without a place</translation>
    </message>
    <message>
        <source>Halaman belum ditemukan</source>
        <translation>Page not found yet</translation>
    </message>
    <message>
        <source>Berkas ini tidak dapat ditampilkan</source>
        <translation>This file can not be shown</translation>
    </message>
</context>
<context>
    <name>PhotoTools</name>
    <message>
        <source>Foto diputar dan dibaca ulang</source>
        <translation>The photo was turned and read again</translation>
    </message>
    <message>
        <source>Halaman belum ditemukan.</source>
        <translation>Page not found yet.</translation>
    </message>
    <message>
        <source>{what}, tetapi halamannya belum terbaca.</source>
        <translation>{what}, but its page could not be read.</translation>
    </message>
    <message>
        <source>Putar lagi, atau atur keempat sudutnya.</source>
        <translation>Turn it again, or set its four corners.</translation>
    </message>
    <message>
        <source>{what}: halaman {page} terbaca.</source>
        <translation>{what}: page {page} was read.</translation>
    </message>
    <message>
        <source>{what}: halaman {page} terbaca, tetapi belum bertempat.</source>
        <translation>{what}: page {page} was read, but it has no place yet.</translation>
    </message>
    <message>
        <source>Sudut disimpan dan foto dibaca ulang</source>
        <translation>The corners were saved and the photo was read again</translation>
    </message>
    <message>
        <source>Foto ini belum bertempat, jadi belum ada yang diganti.</source>
        <translation>This photo has no place yet, so there is nothing to replace.</translation>
    </message>
    <message>
        <source>Impor foto yang lebih baik, lalu tempatkan.</source>
        <translation>Import a better photo, then place it.</translation>
    </message>
    <message>
        <source>Pilih foto pengganti halaman {page}</source>
        <translation>Choose the photo that replaces page {page}</translation>
    </message>
    <message>
        <source>Foto dan PDF ({pattern})</source>
        <translation>Photos and PDF ({pattern})</translation>
    </message>
    <message>
        <source>Foto baru belum terbaca, jadi foto lama tetap dipakai.</source>
        <translation>The new photo could not be read, so the old one stays in use.</translation>
    </message>
    <message>
        <source>Foto baru disimpan; atur sudutnya di Impor.</source>
        <translation>The new photo is kept; set its corners in Import.</translation>
    </message>
    <message>
        <source>Foto halaman {page} diganti; foto lama tetap disimpan.</source>
        <translation>The photo of page {page} was replaced; the old photo is kept.</translation>
    </message>
    <message>
        <source>{n} isian yang sudah dicatat ditandai periksa ulang.</source>
        <translation>{n} fields already recorded are marked for recheck.</translation>
    </message>
    <message>
        <source>Foto ini belum bertempat.</source>
        <translation>This photo has no place yet.</translation>
    </message>
    <message>
        <source>Tempatkan dengan mengetik TPS-nya.</source>
        <translation>Place it by typing its TPS.</translation>
    </message>
    <message>
        <source>Ganti foto {place}</source>
        <translation>Replace the photo of {place}</translation>
    </message>
    <message>
        <source>Halaman {page} di {place} sudah punya foto. Foto itu tetap disimpan sebagai versi lama.</source>
        <translation>Page {page} of {place} already has a photo. That photo is kept as an old version.</translation>
    </message>
    <message>
        <source>Ganti foto</source>
        <translation>Replace the photo</translation>
    </message>
    <message>
        <source>Foto halaman {page} dipindahkan ke {place}.</source>
        <translation>The photo of page {page} was moved to {place}.</translation>
    </message>
    <message>
        <source>Foto ini belum bertempat, jadi belum punya versi.</source>
        <translation>This photo has no place yet, so it has no versions.</translation>
    </message>
    <message>
        <source>{place} halaman {page}</source>
        <translation>{place} page {page}</translation>
    </message>
    <message>
        <source>Foto ini sedang dibaca ulang.</source>
        <translation>This photo is being read again.</translation>
    </message>
</context>
<context>
    <name>PinForm</name>
    <message>
        <source>PIN paling sedikit enam angka, bukan angka kembar atau berurutan.</source>
        <translation>A PIN has at least six digits, not all the same and not in a row.</translation>
    </message>
    <message>
        <source>Simpan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Nama</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Peran</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>PIN sekarang</source>
        <translation>Present PIN</translation>
    </message>
    <message>
        <source>PIN baru</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>PIN baru sekali lagi</source>
        <translation>New PIN once more</translation>
    </message>
    <message>
        <source>Kedua PIN baru tidak sama.</source>
        <translation>The two new PINs are not the same.</translation>
    </message>
</context>
<context>
    <name>PlaceEdit</name>
    <message>
        <source>Semua desa dan TPS</source>
        <translation>All desa and TPS</translation>
    </message>
    <message>
        <source>Saring desa atau TPS</source>
        <translation>Filter by desa or TPS</translation>
    </message>
    <message>
        <source>Desa dan TPS yang cocok</source>
        <translation>Desa and TPS that fit</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Hapus tempat terima {name}?</source>
        <translation>Remove the place {name}?</translation>
    </message>
    <message>
        <source>Kata sandinya dihapus dari komputer ini. Paket di sana dan yang sudah diterima tetap ada.</source>
        <translation>Its password is removed from this computer. Packages there and those received stay.</translation>
    </message>
</context>
<context>
    <name>Pleno</name>
    <message>
        <source>Sudah dibacakan</source>
        <translation>Read out</translation>
    </message>
    <message>
        <source>Sahkan</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>Catat hasil hitung ulang</source>
        <translation>Record the recount</translation>
    </message>
    <message>
        <source>Lanjutkan</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Bandingkan</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>Pembetulan</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>Keberatan</source>
        <translation>Objection</translation>
    </message>
    <message>
        <source>Jawab keberatan</source>
        <translation>Answer an objection</translation>
    </message>
    <message>
        <source>Kejadian khusus</source>
        <translation>Incident</translation>
    </message>
    <message>
        <source>Hitung ulang</source>
        <translation>Recount</translation>
    </message>
    <message>
        <source>Tunda</source>
        <translation>Postpone</translation>
    </message>
    <message>
        <source>Batalkan pengesahan</source>
        <translation>Take the approval back</translation>
    </message>
    <message>
        <source>Belum dibandingkan dengan salinan saksi atau Panwaslu.</source>
        <translation>Not compared with the copies of witnesses or Panwaslu.</translation>
    </message>
    <message>
        <source>{n} hitungan beda tanpa alasan.</source>
        <translation>{n} sums differ without a reason.</translation>
    </message>
    <message>
        <source>Sahkan hasil {place}?</source>
        <translation>Approve the result of {place}?</translation>
    </message>
    <message>
        <source>Data Sirekap</source>
        <translation>Sirekap data</translation>
    </message>
    <message>
        <source>Bandingkan dengan salinan</source>
        <translation>Compare with a copy</translation>
    </message>
    <message>
        <source>Foto baru</source>
        <translation>New photo</translation>
    </message>
    <message>
        <source>Catat perbandingan</source>
        <translation>Record the comparison</translation>
    </message>
    <message>
        <source>Pemegang salinan</source>
        <translation>Holder of the copy</translation>
    </message>
    <message>
        <source>Ketik hanya angka yang berbeda pada barisnya: Tab ke tabel, panah, angka. Selesai: Ctrl Enter.</source>
        <translation>Type only numbers that differ, on their rows: Tab to the table, arrows, digits. Done: Ctrl Enter.</translation>
    </message>
    <message>
        <source>Data Sirekap yang diimpor: sama semua</source>
        <translation>Imported Sirekap data: all the same</translation>
    </message>
    <message>
        <source>Data Sirekap yang diimpor: {n} angka berbeda</source>
        <translation>Imported Sirekap data: {n} figures differ</translation>
    </message>
    <message>
        <source>Pembetulan {field}, sekarang {value}</source>
        <translation>Correction of {field}, now {value}</translation>
    </message>
    <message>
        <source>Catat pembetulan</source>
        <translation>Record the correction</translation>
    </message>
    <message>
        <source>Angka yang benar</source>
        <translation>Right number</translation>
    </message>
    <message>
        <source>Alasan</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Yang memberi paraf</source>
        <translation>Who initialled it</translation>
    </message>
    <message>
        <source>Hitung suara ulang</source>
        <translation>Recount of the votes</translation>
    </message>
    <message>
        <source>Mulai hitung ulang</source>
        <translation>Begin the recount</translation>
    </message>
    <message>
        <source>Disaksikan oleh</source>
        <translation>Witnessed by</translation>
    </message>
    <message>
        <source>Hasil hitung ulang</source>
        <translation>Result of the recount</translation>
    </message>
    <message>
        <source>Catatan</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Ketik angka baru pada barisnya: Tab ke tabel, panah, angka. Baris tanpa ketikan tetap seperti semula. Selesai: Ctrl Enter.</source>
        <translation>Type the new numbers on their rows: Tab to the table, arrows, digits. A row without typing stays as it was. Done: Ctrl Enter.</translation>
    </message>
    <message>
        <source>Catat kejadian</source>
        <translation>Record the incident</translation>
    </message>
    <message>
        <source>Kejadian</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>Penyelesaian</source>
        <translation>How it was settled</translation>
    </message>
    <message>
        <source>Catat keberatan</source>
        <translation>Record the objection</translation>
    </message>
    <message>
        <source>Dari</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Nama, bila lain</source>
        <translation>Name, if another</translation>
    </message>
    <message>
        <source>Uraian</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Diterima dan diselesaikan</source>
        <translation>Accepted and settled</translation>
    </message>
    <message>
        <source>Dibawa ke tingkat berikut</source>
        <translation>Carried to the next level</translation>
    </message>
    <message>
        <source>Jawaban atas keberatan</source>
        <translation>Answer to an objection</translation>
    </message>
    <message>
        <source>Catat jawaban</source>
        <translation>Record the answer</translation>
    </message>
    <message>
        <source>Putusan</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>Penjelasan</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>Tunda {place}</source>
        <translation>Postpone {place}</translation>
    </message>
    <message>
        <source>Sebab</source>
        <translation>Cause</translation>
    </message>
    <message>
        <source>Lanjutkan {place}</source>
        <translation>Go on with {place}</translation>
    </message>
    <message>
        <source>Batalkan pengesahan {place}?</source>
        <translation>Take the approval of {place} back?</translation>
    </message>
    <message>
        <source>TPS ini lalu dibacakan lagi dari awal.</source>
        <translation>This TPS is then read out again from the start.</translation>
    </message>
    <message>
        <source>{n} hal</source>
        <translation>{n} matters</translation>
    </message>
    <message>
        <source>siap dikunci</source>
        <translation>ready to lock</translation>
    </message>
    <message>
        <source>terkunci</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>SIMULASI</source>
        <translation>SIMULATION</translation>
    </message>
    <message>
        <source>menjadi</source>
        <translation>now</translation>
    </message>
    <message>
        <source>Perolehan suara sementara</source>
        <translation>Votes so far</translation>
    </message>
    <message>
        <source>{n} dari {total} TPS</source>
        <translation>{n} of {total} TPS</translation>
    </message>
    <message>
        <source>{share} TPS disahkan</source>
        <translation>{share} of TPS approved</translation>
    </message>
    <message>
        <source>Pembetulan {n} angka: {field} semula</source>
        <translation>{n} numbers corrected: {field} was</translation>
    </message>
    <message>
        <source>mandat {0}</source>
        <translation>mandate {0}</translation>
    </message>
    <message>
        <source>di luar</source>
        <translation>outside</translation>
    </message>
    <message>
        <source>menolak ttd</source>
        <translation>refuses to sign</translation>
    </message>
    <message>
        <source>menandatangani</source>
        <translation>signs</translation>
    </message>
    <message>
        <source>belum dibacakan</source>
        <translation>not read out</translation>
    </message>
    <message>
        <source>dibacakan</source>
        <translation>read out</translation>
    </message>
    <message>
        <source>hitung ulang</source>
        <translation>recount</translation>
    </message>
    <message>
        <source>ditunda</source>
        <translation>postponed</translation>
    </message>
    <message>
        <source>disahkan</source>
        <translation>approved</translation>
    </message>
    <message>
        <source>belum lengkap</source>
        <translation>incomplete</translation>
    </message>
    <message>
        <source>di laptop lain</source>
        <translation>on another laptop</translation>
    </message>
    <message>
        <source>laki-laki</source>
        <translation>men</translation>
    </message>
    <message>
        <source>perempuan</source>
        <translation>women</translation>
    </message>
    <message>
        <source>jumlah</source>
        <translation>total</translation>
    </message>
    <message>
        <source>semula {0}</source>
        <translation>was {0}</translation>
    </message>
    <message>
        <source>Sekretariat</source>
        <translation>Secretariat</translation>
    </message>
    <message>
        <source>Saksi</source>
        <translation>Witness</translation>
    </message>
    <message>
        <source>Panwaslu Kecamatan</source>
        <translation>Panwaslu Kecamatan</translation>
    </message>
    <message>
        <source>Undangan</source>
        <translation>Guest</translation>
    </message>
    <message>
        <source>Pemungutan suara ulang (PSU)</source>
        <translation>Repeated voting (PSU)</translation>
    </message>
    <message>
        <source>Pemungutan suara lanjutan atau susulan (PSL)</source>
        <translation>Continued or later voting (PSL)</translation>
    </message>
    <message>
        <source>Kotak suara atau formulir belum ada</source>
        <translation>Ballot box or form is missing</translation>
    </message>
    <message>
        <source>Sebab lain</source>
        <translation>Another cause</translation>
    </message>
    <message>
        <source>{n} TPS belum ada isian dan fotonya</source>
        <translation>{n} TPS have neither fields nor photos</translation>
    </message>
    <message>
        <source>{n} TPS isiannya belum lengkap</source>
        <translation>{n} TPS are not fully recorded</translation>
    </message>
    <message>
        <source>{n} TPS punya isian yang harus diperiksa ulang</source>
        <translation>{n} TPS have fields to check again</translation>
    </message>
    <message>
        <source>{n} TPS hitungannya beda tanpa alasan</source>
        <translation>{n} TPS have sums that differ without a reason</translation>
    </message>
    <message>
        <source>{n} TPS mungkin salah salin</source>
        <translation>{n} TPS may be miscopied</translation>
    </message>
    <message>
        <source>{n} TPS belum dibacakan</source>
        <translation>{n} TPS not read out</translation>
    </message>
    <message>
        <source>{n} TPS tidak dibandingkan dengan salinan</source>
        <translation>{n} TPS not compared with a copy</translation>
    </message>
    <message>
        <source>{n} TPS hitung ulangnya belum selesai</source>
        <translation>{n} TPS with an open recount</translation>
    </message>
    <message>
        <source>{n} TPS punya keberatan yang belum dijawab</source>
        <translation>{n} TPS have objections without an answer</translation>
    </message>
    <message>
        <source>{n} TPS ditunda</source>
        <translation>{n} TPS postponed</translation>
    </message>
    <message>
        <source>{n} TPS sudah dibacakan, belum disahkan</source>
        <translation>{n} TPS read out, not approved</translation>
    </message>
    <message>
        <source>{who}: {n} angka berbeda</source>
        <translation>{who}: {n} numbers differ</translation>
    </message>
    <message>
        <source>{who}: sama semua</source>
        <translation>{who}: all the same</translation>
    </message>
    <message>
        <source>{field}: {change}, alasan: {reason}</source>
        <translation>{field}: {change}, reason: {reason}</translation>
    </message>
    <message>
        <source>Kejadian khusus: {0}</source>
        <translation>Incident: {0}</translation>
    </message>
    <message>
        <source>Keberatan {who}: {text}</source>
        <translation>Objection of {who}: {text}</translation>
    </message>
    <message>
        <source>belum dijawab</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>diterima</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>dibawa ke tingkat berikut</source>
        <translation>carried to the next level</translation>
    </message>
</context>
<context>
    <name>PlenoPage</name>
    <message>
        <source>Bagian rapat</source>
        <translation>Part of the meeting</translation>
    </message>
    <message>
        <source>Rapat</source>
        <translation>Meeting</translation>
    </message>
    <message>
        <source>TPS</source>
        <translation>TPS</translation>
    </message>
    <message>
        <source>Periksa akhir dan kunci</source>
        <translation>Final check and lock</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Proyektor</source>
        <translation>Projector</translation>
    </message>
    <message>
        <source>Pleno</source>
        <translation>Pleno</translation>
    </message>
    <message>
        <source>rapat</source>
        <translation>meeting</translation>
    </message>
    <message>
        <source>kunci</source>
        <translation>lock</translation>
    </message>
    <message>
        <source>panel</source>
        <translation>panel</translation>
    </message>
    <message>
        <source>proyektor</source>
        <translation>projector</translation>
    </message>
    <message>
        <source>Semua TPS sudah disahkan atau ditunda.</source>
        <translation>All TPS are approved or postponed.</translation>
    </message>
    <message>
        <source>Pilih foto baru halaman {page}</source>
        <translation>Choose the new photo of page {page}</translation>
    </message>
    <message>
        <source>Foto dan PDF ({pattern})</source>
        <translation>Photos and PDF ({pattern})</translation>
    </message>
    <message>
        <source>Foto baru halaman {page} disimpan di samping yang lama.</source>
        <translation>The new photo of page {page} is kept beside the old one.</translation>
    </message>
    <message>
        <source>Terkunci.</source>
        <translation>Locked.</translation>
    </message>
    <message>
        <source>Kunci dibuka: revisi berikut dimulai.</source>
        <translation>Unlocked: the next revision begins.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>kurang dari 10 detik lagi</source>
        <translation>less than 10 seconds left</translation>
    </message>
    <message>
        <source>sekitar {n} detik lagi</source>
        <translation>about {n} seconds left</translation>
    </message>
    <message>
        <source>sekitar {n} menit lagi</source>
        <translation>about {n} minutes left</translation>
    </message>
</context>
<context>
    <name>Projector</name>
    <message>
        <source>Layar proyektor</source>
        <translation>Projector</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>Publikasi</source>
        <translation>Publication</translation>
    </message>
    <message>
        <source>Situs dalam folder: dibuka siapa saja dengan peramban, juga dari flash disk dan tanpa internet. Yang belum dicatat tampak sebagai belum; nama operator tidak diterbitkan.</source>
        <translation>A site in a folder: anyone opens it with a browser, also from a USB stick and without internet. What is not recorded yet shows as belum; names of operators are not published.</translation>
    </message>
    <message>
        <source>Pemilihan</source>
        <translation>Election</translation>
    </message>
    <message>
        <source>Foto</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Terbitkan foto formulir juga</source>
        <translation>Publish the photos of the forms too</translation>
    </message>
    <message>
        <source>Pada foto dapat tampak wajah, nama dan tanda tangan. Yang sudah diterbitkan tidak dapat ditarik kembali. Tanpa foto, sidiknya tetap ditulis.</source>
        <translation>Faces, names and signatures may be seen on photos. What was published cannot be taken back. Without photos their hashes are still written.</translation>
    </message>
    <message>
        <source>final</source>
        <translation>final</translation>
    </message>
    <message>
        <source>draf, ditandai di setiap halaman</source>
        <translation>draft, marked on every page</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Pilih folder, lalu terbitkan</source>
        <translation>Choose a folder, then publish</translation>
    </message>
</context>
<context>
    <name>Publishing</name>
    <message>
        <source>Publikasi…</source>
        <translation>Publish…</translation>
    </message>
    <message>
        <source>Rekap sebagai situs dalam folder, untuk dibaca siapa saja, juga tanpa internet</source>
        <translation>The recap as a site in a folder, for anyone to read, also without internet</translation>
    </message>
    <message>
        <source>Pilih tempat untuk folder situs</source>
        <translation>Choose a place for the folder of the site</translation>
    </message>
    <message>
        <source>Situs sedang ditulis.</source>
        <translation>The site is being written.</translation>
    </message>
    <message>
        <source>Situs tertulis: {n} berkas. Buka index.html.</source>
        <translation>Site written: {n} files. Open index.html.</translation>
    </message>
</context>
<context>
    <name>QCoreApplication.self</name>
    <message>
        <source>tandai ragu</source>
        <translation>mark as doubtful</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Halaman program</source>
        <translation>Pages of the program</translation>
    </message>
</context>
<context>
    <name>RecapSheet</name>
    <message>
        <source>Uraian baris rekap</source>
        <translation>Captions of the recap rows</translation>
    </message>
    <message>
        <source>Angka rekap</source>
        <translation>Figures of the recap</translation>
    </message>
    <message>
        <source>Jumlah akhir rekap</source>
        <translation>Totals of the recap</translation>
    </message>
</context>
<context>
    <name>Rekap</name>
    <message>
        <source>belum</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>kosong</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Uraian</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>JUMLAH AKHIR</source>
        <translation>GRAND TOTAL</translation>
    </message>
    <message>
        <source>{n} TPS belum dicatat</source>
        <translation>{n} TPS not recorded yet</translation>
    </message>
    <message>
        <source>{n} TPS kosong pada kertas</source>
        <translation>{n} TPS empty on the paper</translation>
    </message>
    <message>
        <source>hitungan beda: {rules}</source>
        <translation>sum differs: {rules}</translation>
    </message>
    <message>
        <source>hitungan beda</source>
        <translation>sum differs</translation>
    </message>
</context>
<context>
    <name>RekapPage</name>
    <message>
        <source>Kecamatan dan desa</source>
        <translation>Kecamatan and desa</translation>
    </message>
    <message>
        <source>Banding Sirekap</source>
        <translation>Compare Sirekap</translation>
    </message>
    <message>
        <source>Buka D.HASIL</source>
        <translation>Open D.HASIL</translation>
    </message>
    <message>
        <source>XLSX</source>
        <translation>XLSX</translation>
    </message>
    <message>
        <source>Rekap</source>
        <translation>Recap</translation>
    </message>
    <message>
        <source>buka isian</source>
        <translation>open the field</translation>
    </message>
    <message>
        <source>buka desa</source>
        <translation>open the desa</translation>
    </message>
    <message>
        <source>desa berikut</source>
        <translation>next desa</translation>
    </message>
    <message>
        <source>D.HASIL</source>
        <translation>D.HASIL</translation>
    </message>
    <message>
        <source>banding Sirekap</source>
        <translation>compare Sirekap</translation>
    </message>
    <message>
        <source>Kecamatan</source>
        <translation>Kecamatan</translation>
    </message>
</context>
<context>
    <name>RestoreForm</name>
    <message>
        <source>Pulihkan dari cadangan</source>
        <translation>Restore from a copy</translation>
    </message>
    <message>
        <source>Pilih flash disk</source>
        <translation>Choose USB stick</translation>
    </message>
    <message>
        <source>Pulihkan</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>1. Pasang flash disk salinan kedua, lalu pilih.</source>
        <translation>1. Plug in the USB stick with the second copy, then choose it.</translation>
    </message>
    <message>
        <source>2. Pilih salinan: yang terbaru di atas</source>
        <translation>2. Choose a copy: the newest is at the top</translation>
    </message>
    <message>
        <source>3. Folder baru di laptop ini</source>
        <translation>3. New folder on this laptop</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Pilih flash disk atau folder salinan</source>
        <translation>Choose the USB stick or the folder of copies</translation>
    </message>
    <message>
        <source>Tidak ada salinan yang utuh di sini. Pilih flash disk lain.</source>
        <translation>There is no whole copy here. Choose another USB stick.</translation>
    </message>
    <message>
        <source>Cadangan yang dibuat sendiri (Ctrl Shift B) dibuka dengan Buka ruang kerja.</source>
        <translation>A backup made by hand (Ctrl Shift B) is opened with Open a workspace.</translation>
    </message>
    <message>
        <source>{name} ({code}) · {at} · {n} dari {of} TPS disahkan · {photos} foto</source>
        <translation>{name} ({code}) · {at} · {n} of {of} TPS approved · {photos} photos</translation>
    </message>
    <message>
        <source>Yang dicatat sesudah {at} tidak ada dalam salinan ini: cocokkan dengan notula, lalu catat lagi. Kunci tanda tangan laptop lama tidak ikut; laptop ini membuat kuncinya sendiri. Laptop lama jangan dipakai melanjutkan.</source>
        <translation>What was recorded after {at} is not in this copy: compare with the minutes and record it again. The old laptop&apos;s signing key is not in it; this laptop makes its own. Do not go on working on the old laptop.</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>Salinan diperiksa dan disalin ke {folder}.</source>
        <translation>The copy is being checked and copied to {folder}.</translation>
    </message>
    <message>
        <source>Dipulihkan dari salinan {at}: {n} dari {of} TPS disahkan.</source>
        <translation>Restored from the copy of {at}: {n} of {of} TPS approved.</translation>
    </message>
    <message>
        <source>Pemeriksaan menemukan {n} hal: lihat Jejak.</source>
        <translation>The check found {n} matters: see Audit.</translation>
    </message>
    <message>
        <source>Jejak audit dan semua foto cocok.</source>
        <translation>Audit trail and all photos match.</translation>
    </message>
    <message>
        <source>Laptop ini membuat kunci tanda tangannya sendiri: daftarkan di kabupaten.</source>
        <translation>This laptop made a signing key of its own: enrol it at the kabupaten.</translation>
    </message>
    <message>
        <source>Pemulihan dibatalkan.</source>
        <translation>The restore was cancelled.</translation>
    </message>
    <message>
        <source>Tidak ada yang tertinggal.</source>
        <translation>Nothing is left behind.</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Berkas</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Halaman</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>TPS</source>
        <translation>TPS</translation>
    </message>
    <message>
        <source>Hasil</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Keterangan</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>Waktu</source>
        <translation>Time</translation>
    </message>
</context>
<context>
    <name>ResultTable</name>
    <message>
        <source>Hasil impor</source>
        <translation>Import results</translation>
    </message>
</context>
<context>
    <name>RoundCard</name>
    <message>
        <source>Terima dari berkas</source>
        <translation>Receive from files</translation>
    </message>
    <message>
        <source>Yang sudah diterima tetap ada; sisanya diterima pada kesempatan berikut.</source>
        <translation>What was received stays; the rest is received next time.</translation>
    </message>
    <message>
        <source>Tempat terima sedang diperiksa.</source>
        <translation>The places are being looked at.</translation>
    </message>
    <message>
        <source>Dihentikan. Yang sudah diterima tetap ada.</source>
        <translation>Stopped. What was received stays.</translation>
    </message>
    <message>
        <source>{size} dibaca</source>
        <translation>{size} read</translation>
    </message>
    <message>
        <source>{n} paket: {name} {result}</source>
        <translation>{n} packages: {name} {result}</translation>
    </message>
</context>
<context>
    <name>RowForm</name>
    <message>
        <source>Tambah isian</source>
        <translation>Add the field</translation>
    </message>
    <message>
        <source>Untuk angka yang tercetak di kertas ini, tetapi tidak ada dalam daftar isian pemilihannya.</source>
        <translation>For a number that this paper prints and the field list of its election does not have.</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Nomor pada formulir</source>
        <translation>Number on the form</translation>
    </message>
    <message>
        <source>Misalnya I.A.2</source>
        <translation>For example I.A.2</translation>
    </message>
    <message>
        <source>Bunyi pada formulir</source>
        <translation>Wording on the form</translation>
    </message>
    <message>
        <source>Nama isian</source>
        <translation>Name of the field</translation>
    </message>
    <message>
        <source>Huruf kecil, misalnya pemilih_dpph</source>
        <translation>Small letters, for example pemilih_dpph</translation>
    </message>
    <message>
        <source>Laki-laki, perempuan, jumlah</source>
        <translation>Men, women, total</translation>
    </message>
    <message>
        <source>Satu angka</source>
        <translation>One number</translation>
    </message>
    <message>
        <source>Bagian-bagiannya</source>
        <translation>Its parts</translation>
    </message>
    <message>
        <source>Bab</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>Isi nomor dan bunyinya.</source>
        <translation>Fill in number and wording.</translation>
    </message>
    <message>
        <source>Nama isian hanya boleh memuat huruf kecil, angka, dan garis bawah.</source>
        <translation>The name of a field may hold small letters, digits and underscores only.</translation>
    </message>
    <message>
        <source>Nama isian ini sudah ada.</source>
        <translation>There is a field of this name already.</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>Tambah hitungan</source>
        <translation>Add the sum</translation>
    </message>
    <message>
        <source>Memberi peringatan bila tidak cocok; tidak pernah menghalangi penyimpanan.</source>
        <translation>Warns when it does not hold; never keeps anything from being saved.</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Hitungan</source>
        <translation>Sums</translation>
    </message>
    <message>
        <source>Nama isian dengan = dan +, misalnya pemilih_total_l = pemilih_dpt_l + pemilih_dpph_l</source>
        <translation>Names of fields with = and +, for example pemilih_total_l = pemilih_dpt_l + pemilih_dpph_l</translation>
    </message>
    <message>
        <source>Bunyi pada formulir</source>
        <translation>Wording on the form</translation>
    </message>
    <message>
        <source>Hitungan belum benar: {problem}.</source>
        <translation>The sum is not right yet: {problem}.</translation>
    </message>
    <message>
        <source>Isian {name} tidak ada di kertas ini.</source>
        <translation>This paper has no field {name}.</translation>
    </message>
    <message>
        <source>Isi bunyinya.</source>
        <translation>Fill in the wording.</translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message>
        <source>selisih {0}</source>
        <translation>difference {0}</translation>
    </message>
    <message>
        <source>Alasan: {0} ({1})</source>
        <translation>Reason: {0} ({1})</translation>
    </message>
    <message>
        <source>cocok</source>
        <translation>agrees</translation>
    </message>
    <message>
        <source>menunggu {0} isian</source>
        <translation>waiting for {0} fields</translation>
    </message>
    <message>
        <source>beda, beralasan</source>
        <translation>differs, with a reason</translation>
    </message>
    <message>
        <source>beda · hanya petunjuk</source>
        <translation>differs · only a hint</translation>
    </message>
    <message>
        <source>beda · beri alasan (F4)</source>
        <translation>differs · give a reason (F4)</translation>
    </message>
    <message>
        <source>Beri alasan mengapa hitungan ini beda</source>
        <translation>Give a reason why this sum differs</translation>
    </message>
    <message>
        <source>Yang tertulis di kertas tetap dicatat.</source>
        <translation>What is written on the paper stays recorded.</translation>
    </message>
    <message>
        <source>Simpan alasan</source>
        <translation>Save the reason</translation>
    </message>
    <message>
        <source>Tulis alasannya dalam beberapa kata.</source>
        <translation>Write the reason in a few words.</translation>
    </message>
</context>
<context>
    <name>RulesList</name>
    <message>
        <source>Hitungan</source>
        <translation>Sums</translation>
    </message>
    <message>
        <source>Bunyi</source>
        <translation>Wording</translation>
    </message>
    <message>
        <source>Hitungan yang diperiksa</source>
        <translation>Sums that are checked</translation>
    </message>
    <message>
        <source>Tambah jumlah yang tercetak di kertas ini</source>
        <translation>Add a sum that this paper prints</translation>
    </message>
    <message>
        <source>Tidak diperiksa, karena isiannya tidak ada di kertas ini: {rules}.</source>
        <translation>Not checked, because this paper lacks their fields: {rules}.</translation>
    </message>
</context>
<context>
    <name>RulesPanel</name>
    <message>
        <source>Hitungan pada formulir (hanya dari isian yang sudah dicatat)</source>
        <translation>Sums on the form (only from fields already recorded)</translation>
    </message>
</context>
<context>
    <name>Salah</name>
    <message>
        <source>TPS</source>
        <translation>TPS</translation>
    </message>
    <message>
        <source>Formulir</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Mengapa</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Seberapa mungkin</source>
        <translation>How likely</translation>
    </message>
    <message>
        <source>Bandingkan foto kedua TPS: mungkin satu foto salah tempat.</source>
        <translation>Compare the photos of both TPS: one may stand at the wrong place.</translation>
    </message>
    <message>
        <source>Lihat kepala halaman 1: mungkin kertas atau foto TPS lain.</source>
        <translation>Look at the head of page 1: it may be the paper or photo of another TPS.</translation>
    </message>
    <message>
        <source>Lihat nama peserta di atas kotak kedua isian itu.</source>
        <translation>Look at the contestants&apos; names above the boxes of both figures.</translation>
    </message>
    <message>
        <source>Lihat isian itu di foto atau kertasnya.</source>
        <translation>Look at the figure in the photo or on its paper.</translation>
    </message>
    <message>
        <source>bukan salah</source>
        <translation>no slip</translation>
    </message>
    <message>
        <source>sangat mungkin</source>
        <translation>very likely</translation>
    </message>
    <message>
        <source>mungkin</source>
        <translation>likely</translation>
    </message>
    <message>
        <source>bisa kebetulan</source>
        <translation>may be chance</translation>
    </message>
    <message>
        <source>Alasan: {0} ({1})</source>
        <translation>Reason: {0} ({1})</translation>
    </message>
    <message>
        <source>{n} kemungkinan salah salin</source>
        <translation>{n} likely slips</translation>
    </message>
    <message>
        <source>Suara setiap peserta dan suara tidak sah sama persis dengan {other}.</source>
        <translation>The votes of every contestant and the invalid votes are exactly those of {other}.</translation>
    </message>
    <message>
        <source>Pemilih DPT dan pengguna DPT, L dan P, sama persis dengan {other}.</source>
        <translation>Registered voters and those who voted, L and P, are exactly those of {other}.</translation>
    </message>
    <message>
        <source>Semua suara {partai} sama persis dengan {other}.</source>
        <translation>All votes of {partai} are exactly those of {other}.</translation>
    </message>
    <message>
        <source>Suara {one} dan {two} mungkin tertukar: lebih cocok dengan TPS lain bila ditukar.</source>
        <translation>The votes of {one} and {two} may be exchanged: the other way round they fit the other TPS better.</translation>
    </message>
    <message>
        <source>{one} tanpa suara, sedangkan {n} suara {two} mirip suara {one} di TPS lain.</source>
        <translation>{one} has no votes, while the {n} votes of {two} look like those of {one} at other TPS.</translation>
    </message>
    <message>
        <source>{row}: L {left} dan P {right} mungkin tertukar; bila ditukar, hitungan yang beda menjadi cocok.</source>
        <translation>{row}: L {left} and P {right} may be exchanged; the other way round the sums that differ are right.</translation>
    </message>
    <message>
        <source>DPT di kertas, L {left} dan P {right}, adalah DPT {other}, bukan DPT TPS ini.</source>
        <translation>The DPT on the paper, L {left} and P {right}, is that of {other}, not of this TPS.</translation>
    </message>
    <message>
        <source>Semua isian formulir ini nol atau kosong.</source>
        <translation>Every figure of this form is zero or empty.</translation>
    </message>
    <message>
        <source>Semua suara peserta nol, padahal tercatat {n} pengguna atau surat suara.</source>
        <translation>All votes are zero, although {n} voters or ballots are recorded.</translation>
    </message>
</context>
<context>
    <name>SalahPage</name>
    <message>
        <source>Kemungkinan salah salin</source>
        <translation>Likely slips</translation>
    </message>
    <message>
        <source>Angka yang sudah dicatat dan tampak seperti salah salin atau salah tempat, yang paling mungkin di atas. Yang menentukan kertasnya: bila kertasnya memang begitu, beri alasan.</source>
        <translation>Recorded figures that look miscopied or misplaced, the likeliest first. The paper decides: if it really says so, give a reason.</translation>
    </message>
    <message>
        <source>Buka TPS yang sama angkanya</source>
        <translation>Open the TPS with the same figures</translation>
    </message>
    <message>
        <source>Bukan salah: beri alasan</source>
        <translation>No slip: give a reason</translation>
    </message>
    <message>
        <source>Buka di Periksa</source>
        <translation>Open in Periksa</translation>
    </message>
    <message>
        <source>kembali ke Beranda</source>
        <translation>back to Beranda</translation>
    </message>
    <message>
        <source>buka di Periksa</source>
        <translation>open in Periksa</translation>
    </message>
    <message>
        <source>bukan salah: beri alasan</source>
        <translation>no slip: give a reason</translation>
    </message>
    <message>
        <source>buka TPS yang sama angkanya</source>
        <translation>open the TPS with the same figures</translation>
    </message>
    <message>
        <source>pilih</source>
        <translation>choose</translation>
    </message>
    <message>
        <source>Angka yang dicatat sedang diperiksa …</source>
        <translation>The recorded figures are being looked at …</translation>
    </message>
    <message>
        <source>Tidak ada angka yang tampak seperti salah salin.</source>
        <translation>No figure looks like a slip.</translation>
    </message>
    <message>
        <source>Beri alasan mengapa ini bukan salah salin</source>
        <translation>Give a reason why this is no slip</translation>
    </message>
    <message>
        <source>Simpan alasan</source>
        <translation>Keep the reason</translation>
    </message>
    <message>
        <source>Alasan dicatat dalam jejak audit.</source>
        <translation>The reason is in the audit trail.</translation>
    </message>
</context>
<context>
    <name>SampleList</name>
    <message>
        <source>Nomor</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Isian</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Terbaca</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Bacaan contoh</source>
        <translation>Reading of the sample</translation>
    </message>
    <message>
        <source>Pilih foto formulir terisi</source>
        <translation>Choose a photo of a filled form</translation>
    </message>
    <message>
        <source>Baca satu foto terisi sebelum formulir dipakai.</source>
        <translation>Read one filled photo before the form is used.</translation>
    </message>
    <message>
        <source>Halaman {page} terbaca.</source>
        <translation>Page {page} was read.</translation>
    </message>
</context>
<context>
    <name>Save</name>
    <message>
        <source>Berkas {file} tidak dapat ditulis.</source>
        <translation>The file {file} can not be written.</translation>
    </message>
    <message>
        <source>Periksa apakah cakram penuh, terkunci, atau sudah dilepas, lalu simpan lagi.</source>
        <translation>See whether the disk is full, locked or unplugged, then save again.</translation>
    </message>
    <message>
        <source>Tersimpan.</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>Simpan rekap sebagai XLSX</source>
        <translation>Save the recap as XLSX</translation>
    </message>
    <message>
        <source>Buku kerja Excel (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
</context>
<context>
    <name>ScheduleCard</name>
    <message>
        <source>Jadwal dan panel</source>
        <translation>Schedule and panels</translation>
    </message>
    <message>
        <source>Pemimpin panel {n}</source>
        <translation>Leader of panel {n}</translation>
    </message>
    <message>
        <source>Simpan jadwal dan panel</source>
        <translation>Save schedule and panels</translation>
    </message>
    <message>
        <source>hh-bb-tttt</source>
        <translation>dd-mm-yyyy</translation>
    </message>
    <message>
        <source>Tanggal {desa}</source>
        <translation>Day of {desa}</translation>
    </message>
    <message>
        <source>tanpa panel</source>
        <translation>no panel</translation>
    </message>
    <message>
        <source>panel {n}</source>
        <translation>panel {n}</translation>
    </message>
    <message>
        <source>Panel {desa}</source>
        <translation>Panel of {desa}</translation>
    </message>
    <message>
        <source>Jadwal dan panel disimpan.</source>
        <translation>Schedule and panels are saved.</translation>
    </message>
    <message>
        <source>Tanggal {desa} ditulis seperti 18-02-2024.</source>
        <translation>Write the day of {desa} like 18-02-2024.</translation>
    </message>
    <message>
        <source>Panel {n} belum punya pemimpin.</source>
        <translation>Panel {n} has no leader yet.</translation>
    </message>
</context>
<context>
    <name>Seat</name>
    <message>
        <source>{name} masuk sebagai {role}.</source>
        <translation>{name} signed in as {role}.</translation>
    </message>
</context>
<context>
    <name>SecondCopier</name>
    <message>
        <source>Salinan kedua lengkap dan sudah diperiksa.</source>
        <translation>The second copy is complete and has been checked.</translation>
    </message>
</context>
<context>
    <name>SecondCopy</name>
    <message>
        <source>Penyalinan dihentikan.</source>
        <translation>Copying was stopped.</translation>
    </message>
    <message>
        <source>belum ada</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>Salinan kedua menunggu flash disk, lalu disusulkan.</source>
        <translation>The second copy waits for its USB stick and is then made up for.</translation>
    </message>
    <message>
        <source>Salinan kedua sedang ditulis.</source>
        <translation>The second copy is being written.</translation>
    </message>
    <message>
        <source>{date} · salinan kedua, {n} TPS disahkan</source>
        <translation>{date} · second copy, {n} TPS approved</translation>
    </message>
</context>
<context>
    <name>SecondCopyBox</name>
    <message>
        <source>Belum dipilih</source>
        <translation>Not chosen yet</translation>
    </message>
    <message>
        <source>Tempat salinan kedua</source>
        <translation>Place of the second copy</translation>
    </message>
    <message>
        <source>Pilih flash disk</source>
        <translation>Choose USB stick</translation>
    </message>
    <message>
        <source>Salin sekarang</source>
        <translation>Copy now</translation>
    </message>
    <message>
        <source>Berhenti menyalin</source>
        <translation>Stop copying</translation>
    </message>
    <message>
        <source>Salinan kedua di flash disk atau disk lain: diperbarui sendiri setiap TPS disahkan.</source>
        <translation>Second copy on a USB stick or another disk: brought up to date by itself whenever a TPS is approved.</translation>
    </message>
    <message>
        <source>Ini disk yang sama dengan ruang kerja: tidak menolong bila laptop rusak.</source>
        <translation>This is the same disk as the workspace: no help if the laptop breaks.</translation>
    </message>
    <message>
        <source>Pilih flash disk atau disk lain</source>
        <translation>Choose a USB stick or another disk</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>Sedang ada kiriman ke tujuan ini.</source>
        <translation>Something is being sent to this destination.</translation>
    </message>
    <message>
        <source>Tahan dulu kirimannya.</source>
        <translation>Hold it first.</translation>
    </message>
    <message>
        <source>Kata sandinya dihapus dari komputer ini, dan kirimannya dari daftar. Yang sudah sampai tetap ada.</source>
        <translation>Its password is removed from this computer, and its packages from the list. What has arrived stays there.</translation>
    </message>
    <message>
        <source>Hapus tujuan {name}?</source>
        <translation>Remove destination {name}?</translation>
    </message>
    <message>
        <source>Hapus tujuan</source>
        <translation>Remove destination</translation>
    </message>
    <message>
        <source>Tanda terima</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Sidiknya sama: daftarkan kunci ini</source>
        <translation>The fingerprint is the same: enroll this key</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Kiriman ke {name} berhenti.</source>
        <translation>Sending to {name} has stopped.</translation>
    </message>
    <message>
        <source>Paket sudah lengkap di {name}.</source>
        <translation>The package is complete at {name}.</translation>
    </message>
    <message>
        <source>Tanda terima kabupaten sudah ada.</source>
        <translation>The kabupaten has given its receipt.</translation>
    </message>
    <message>
        <source>Kabupaten menolak paket ini.</source>
        <translation>The kabupaten refuses this package.</translation>
    </message>
</context>
<context>
    <name>SetelanPage</name>
    <message>
        <source>Cara memeriksa</source>
        <translation>How to check</translation>
    </message>
    <message>
        <source>Menyesuaikan bukti: isian terbukti dikonfirmasi sehalaman, lainnya diketik</source>
        <translation>Follow the evidence: proven fields are confirmed page by page, the others are typed</translation>
    </message>
    <message>
        <source>Ketik semua isian</source>
        <translation>Type every field</translation>
    </message>
    <message>
        <source>Menyesuaikan bukti, dan ketik juga sebagian isian terbukti</source>
        <translation>Follow the evidence, and type part of the proven fields as well</translation>
    </message>
    <message>
        <source>Bagian isian terbukti yang ikut diketik</source>
        <translation>Share of proven fields that are typed as well</translation>
    </message>
    <message>
        <source>dari isian terbukti ikut diketik</source>
        <translation>of the proven fields are typed as well</translation>
    </message>
    <message>
        <source>Berkas baru di folder ini diimpor sendiri setelah selesai ditulis oleh pemindai.</source>
        <translation>New files in this folder are imported by themselves once the scanner has finished writing them.</translation>
    </message>
    <message>
        <source>Folder pemindai</source>
        <translation>Scanner folder</translation>
    </message>
    <message>
        <source>Formulir</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Blanko yang berubah: buat definisinya di perancang, atau impor berkas dari KPU.</source>
        <translation>When a blank has changed: make its definition in the designer, or import a file from the KPU.</translation>
    </message>
    <message>
        <source>Impor formulir</source>
        <translation>Import a form</translation>
    </message>
    <message>
        <source>Rancang dari blanko</source>
        <translation>Design from a blank</translation>
    </message>
    <message>
        <source>Tidak ada folder yang dipantau</source>
        <translation>No folder is watched</translation>
    </message>
    <message>
        <source>Folder yang dipantau</source>
        <translation>Watched folder</translation>
    </message>
    <message>
        <source>Berhenti memantau</source>
        <translation>Stop watching</translation>
    </message>
    <message>
        <source>Pilih folder</source>
        <translation>Choose a folder</translation>
    </message>
    <message>
        <source>Dokumen</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Kertas</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Tanda tangan</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>Tampilan di laptop ini</source>
        <translation>Display on this laptop</translation>
    </message>
    <message>
        <source>Ukuran huruf</source>
        <translation>Font size</translation>
    </message>
    <message>
        <source>Bahasa</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Masuk atau ganti orang</source>
        <translation>Sign in or change person</translation>
    </message>
    <message>
        <source> menit</source>
        <translation> minutes</translation>
    </message>
    <message>
        <source>Layar terkunci setelah tidak dipakai</source>
        <translation>Screen locks when not used for</translation>
    </message>
    <message>
        <source>Keamanan data</source>
        <translation>Safety of the data</translation>
    </message>
    <message>
        <source>Buat cadangan</source>
        <translation>Make a backup</translation>
    </message>
    <message>
        <source>Di tempat lain</source>
        <translation>Elsewhere</translation>
    </message>
    <message>
        <source>Periksa jejak audit</source>
        <translation>Verify the audit trail</translation>
    </message>
    <message>
        <source>Setelan</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>pindah</source>
        <translation>move</translation>
    </message>
    <message>
        <source>pilih</source>
        <translation>choose</translation>
    </message>
    <message>
        <source>buat cadangan</source>
        <translation>make a backup</translation>
    </message>
    <message>
        <source>cari perintah</source>
        <translation>find a command</translation>
    </message>
    <message>
        <source>Belum ada yang masuk</source>
        <translation>Nobody is signed in</translation>
    </message>
    <message>
        <source>Ruang kerja: {folder}</source>
        <translation>Workspace: {folder}</translation>
    </message>
    <message>
        <source>Pilih folder yang dipantau</source>
        <translation>Choose the folder to watch</translation>
    </message>
</context>
<context>
    <name>ShareCard</name>
    <message>
        <source>Bagi ke panel</source>
        <translation>Hand out to panel</translation>
    </message>
    <message>
        <source>panel {n}</source>
        <translation>panel {n}</translation>
    </message>
    <message>
        <source>Pilih flash disk dan tulis</source>
        <translation>Choose the stick and write</translation>
    </message>
    <message>
        <source>Bawa flash disk-nya ke laptop panel, dan buka di sana dengan Buka berkas panel di Awal.</source>
        <translation>Take the stick to the panel&apos;s laptop, and open it there with Open panel file on the start page.</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Pemimpin panel</source>
        <translation>Leader of the panel</translation>
    </message>
    <message>
        <source>{desa} · di panel {n}</source>
        <translation>{desa} · at panel {n}</translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>Daftar pintasan</source>
        <translation>List of shortcuts</translation>
    </message>
    <message>
        <source>Tutup daftar</source>
        <translation>Close the list</translation>
    </message>
    <message>
        <source>Di mana saja</source>
        <translation>Anywhere</translation>
    </message>
</context>
<context>
    <name>SidangView</name>
    <message>
        <source>Panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Semua TPS</source>
        <translation>All TPS</translation>
    </message>
    <message>
        <source>Panel {n}: {leader}</source>
        <translation>Panel {n}: {leader}</translation>
    </message>
    <message>
        <source>{n} dari {total} TPS disahkan</source>
        <translation>{n} of {total} TPS approved</translation>
    </message>
    <message>
        <source>… dan {n} catatan lain</source>
        <translation>… and {n} more notes</translation>
    </message>
    <message>
        <source>ke tabel</source>
        <translation>to the table</translation>
    </message>
    <message>
        <source>angka pada baris</source>
        <translation>number on a row</translation>
    </message>
    <message>
        <source>catat</source>
        <translation>record</translation>
    </message>
    <message>
        <source>lanjut, catat</source>
        <translation>go on, record</translation>
    </message>
    <message>
        <source>batal</source>
        <translation>cancel</translation>
    </message>
    <message>
        <source>baris berikut</source>
        <translation>next row</translation>
    </message>
    <message>
        <source>baris</source>
        <translation>row</translation>
    </message>
    <message>
        <source>daftar TPS</source>
        <translation>list of TPS</translation>
    </message>
    <message>
        <source>TPS berikut</source>
        <translation>next TPS</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Layar terkunci. Pekerjaan yang berjalan tetap diteruskan.</source>
        <translation>The screen is locked. Work that is running goes on.</translation>
    </message>
    <message>
        <source>Siapa yang bekerja sekarang?</source>
        <translation>Who is working now?</translation>
    </message>
    <message>
        <source>Tutup program</source>
        <translation>Close the program</translation>
    </message>
    <message>
        <source>Lihat saja</source>
        <translation>Only look</translation>
    </message>
    <message>
        <source>Masuk</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Orang</source>
        <translation>People</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
</context>
<context>
    <name>Signed</name>
    <message>
        <source>belum dikunci</source>
        <translation>not locked yet</translation>
    </message>
    <message>
        <source>revisi lama, {n} halaman disimpan</source>
        <translation>earlier revision, {n} pages kept</translation>
    </message>
    <message>
        <source>belum ada yang kembali</source>
        <translation>nothing came back yet</translation>
    </message>
    <message>
        <source>kurang halaman {pages} dari {n}</source>
        <translation>page {pages} of {n} missing</translation>
    </message>
    <message>
        <source>lengkap, {n} halaman</source>
        <translation>complete, {n} pages</translation>
    </message>
    <message>
        <source>dan {last}</source>
        <translation>and {last}</translation>
    </message>
    <message>
        <source>belum ada yang dikunci</source>
        <translation>nothing is locked yet</translation>
    </message>
    <message>
        <source>{n} dari {total} lembar lengkap</source>
        <translation>{n} of {total} sheets complete</translation>
    </message>
    <message>
        <source>dilampirkan</source>
        <translation>attached</translation>
    </message>
    <message>
        <source>ganda</source>
        <translation>duplicate</translation>
    </message>
    <message>
        <source>kedaluwarsa</source>
        <translation>outdated</translation>
    </message>
    <message>
        <source>asing</source>
        <translation>foreign</translation>
    </message>
    <message>
        <source>tidak terbaca</source>
        <translation>unreadable</translation>
    </message>
</context>
<context>
    <name>SignedCard</name>
    <message>
        <source>Salinan bertanda tangan</source>
        <translation>Signed copies</translation>
    </message>
</context>
<context>
    <name>SignedPanel</name>
    <message>
        <source>Lembar dan halaman bertanda tangan</source>
        <translation>Sheets and signed pages</translation>
    </message>
    <message>
        <source>Lembar</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Berkas yang ditolak</source>
        <translation>Refused files</translation>
    </message>
    <message>
        <source>Halaman bertanda tangan</source>
        <translation>Signed page</translation>
    </message>
    <message>
        <source>Salinan bertanda tangan</source>
        <translation>Signed copies</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Ganti halaman</source>
        <translation>Replace page</translation>
    </message>
    <message>
        <source>Masukkan folder</source>
        <translation>Take in a folder</translation>
    </message>
    <message>
        <source>Masukkan berkas</source>
        <translation>Take in files</translation>
    </message>
    <message>
        <source>halaman {n}</source>
        <translation>page {n}</translation>
    </message>
    <message>
        <source>belum kembali</source>
        <translation>not back yet</translation>
    </message>
    <message>
        <source>ada, gambar ke-{n}</source>
        <translation>there, picture {n}</translation>
    </message>
    <message>
        <source>ada</source>
        <translation>there</translation>
    </message>
    <message>
        <source>, halaman {n} berkas</source>
        <translation>, page {n} of the file</translation>
    </message>
    <message>
        <source>Ditolak pada pemasukan terakhir: {n}. Tidak ada yang disimpan dari berkas ini.</source>
        <translation>Refused at the last intake: {n}. Nothing of these files is kept.</translation>
    </message>
    <message>
        <source>Pilih satu halaman untuk melihat gambarnya.</source>
        <translation>Choose a page to see its picture.</translation>
    </message>
    <message>
        <source>{file}, dilampirkan {who} pada {time}</source>
        <translation>{file}, attached by {who} on {time}</translation>
    </message>
</context>
<context>
    <name>SignedWork</name>
    <message>
        <source>Pilih foto atau pindaian halaman bertanda tangan</source>
        <translation>Choose photos or scans of signed pages</translation>
    </message>
    <message>
        <source>Pilih folder dengan halaman bertanda tangan</source>
        <translation>Choose a folder with signed pages</translation>
    </message>
    <message>
        <source>Pilih gambar baru untuk halaman ini</source>
        <translation>Choose a new picture of this page</translation>
    </message>
    <message>
        <source>Foto dan PDF ({pattern})</source>
        <translation>Photos and PDF ({pattern})</translation>
    </message>
    <message>
        <source>Halaman bertanda tangan sedang dikenali.</source>
        <translation>Signed pages are being recognised.</translation>
    </message>
    <message>
        <source>Halaman: {counts}.</source>
        <translation>Pages: {counts}.</translation>
    </message>
</context>
<context>
    <name>Sirekap</name>
    <message>
        <source>Hitungan Sirekap: {formula}</source>
        <translation>Sum of Sirekap: {formula}</translation>
    </message>
    <message>
        <source>Sirekap belum punya angka TPS ini</source>
        <translation>Sirekap has no figures of this TPS yet</translation>
    </message>
    <message>
        <source>Hanya ada di Sirekap: TPS ini tidak ada di ruang kerja</source>
        <translation>Only in Sirekap: this TPS is not in the workspace</translation>
    </message>
    <message>
        <source>TPS</source>
        <translation>TPS</translation>
    </message>
    <message>
        <source>Yang dibandingkan</source>
        <translation>What is compared</translation>
    </message>
    <message>
        <source>Tercatat</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>Selisih</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>Di {file} tidak ada data Sirekap untuk TPS kecamatan ini.</source>
        <translation>{file} has no Sirekap data for the TPS of this kecamatan.</translation>
    </message>
    <message>
        <source>Data Sirekap {n} TPS disimpan sebagai pembanding; {same} sudah sama.</source>
        <translation>Sirekap data of {n} TPS kept to compare with; {same} known already.</translation>
    </message>
    <message>
        <source>{n} berkas TPS kecamatan lain dilewati.</source>
        <translation>{n} files of TPS of other kecamatan passed over.</translation>
    </message>
    <message>
        <source>{n} berkas {name} dilewati: bukan pemilihan di ruang kerja ini.</source>
        <translation>{n} files of {name} passed over: no election of this workspace.</translation>
    </message>
    <message>
        <source>Dan {n} hal lain.</source>
        <translation>And {n} other things.</translation>
    </message>
</context>
<context>
    <name>SirekapPage</name>
    <message>
        <source>Beda dengan Sirekap</source>
        <translation>Differences from Sirekap</translation>
    </message>
    <message>
        <source>Angka yang diterbitkan Sirekap hanya pembanding, tidak pernah menjadi isian. Isian yang belum dicatat tidak dibandingkan, supaya yang mengetik tidak melihat angka Sirekap lebih dahulu.</source>
        <translation>What Sirekap published is only compared with, never recorded. Fields without an entry are not compared, so that whoever types does not see Sirekap&apos;s figure first.</translation>
    </message>
    <message>
        <source>Impor data Sirekap…</source>
        <translation>Import Sirekap data…</translation>
    </message>
    <message>
        <source>Impor folder…</source>
        <translation>Import folder…</translation>
    </message>
    <message>
        <source>Simpan laporan…</source>
        <translation>Save report…</translation>
    </message>
    <message>
        <source>Buka di Periksa</source>
        <translation>Open in Periksa</translation>
    </message>
    <message>
        <source>Perbandingan Sirekap</source>
        <translation>Comparison with Sirekap</translation>
    </message>
    <message>
        <source>impor data Sirekap</source>
        <translation>import Sirekap data</translation>
    </message>
    <message>
        <source>impor folder</source>
        <translation>import folder</translation>
    </message>
    <message>
        <source>buka di Periksa</source>
        <translation>open in Periksa</translation>
    </message>
    <message>
        <source>simpan laporan</source>
        <translation>save report</translation>
    </message>
    <message>
        <source>Sedang membandingkan …</source>
        <translation>Comparing …</translation>
    </message>
    <message>
        <source>Belum ada data Sirekap untuk pemilihan ini. Impor JSON per TPS, foldernya, atau zip.</source>
        <translation>No Sirekap data for this election yet. Import JSON per TPS, its folder, or a zip.</translation>
    </message>
    <message>
        <source>Semua angka yang dapat dibandingkan sama.</source>
        <translation>All figures that can be compared are the same.</translation>
    </message>
    <message>
        <source>{fields} angka di {tps} TPS dibandingkan; {n} berbeda di {where} TPS.</source>
        <translation>{fields} figures of {tps} TPS compared; {n} differ, in {where} TPS.</translation>
    </message>
    <message>
        <source>{n} TPS belum lengkap dicatat; sisanya dibandingkan sesudah itu.</source>
        <translation>{n} TPS are not fully recorded; the rest is compared after that.</translation>
    </message>
    <message>
        <source>Data Sirekap (*.json *.zip)</source>
        <translation>Sirekap data (*.json *.zip)</translation>
    </message>
    <message>
        <source>Impor data Sirekap</source>
        <translation>Import Sirekap data</translation>
    </message>
    <message>
        <source>Pilih folder data Sirekap</source>
        <translation>Choose a folder of Sirekap data</translation>
    </message>
    <message>
        <source>Laporan (*.pdf *.xlsx *.csv)</source>
        <translation>Report (*.pdf *.xlsx *.csv)</translation>
    </message>
    <message>
        <source>Simpan laporan</source>
        <translation>Save report</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Pilih folder penerimaan</source>
        <translation>Choose the folder for receiving</translation>
    </message>
    <message>
        <source>Sambungkan PostgreSQL</source>
        <translation>Connect PostgreSQL</translation>
    </message>
    <message>
        <source>Alamatnya, tanpa kata sandi: postgresql://pengguna@server/nama-basis-data</source>
        <translation>Its address, without the password: postgresql://user@server/name-of-database</translation>
    </message>
    <message>
        <source>Lanjut</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Disimpan di penyimpan kata sandi komputer ini, tidak di dalam berkas mana pun.</source>
        <translation>Kept in this computer&apos;s keyring, in no file.</translation>
    </message>
    <message>
        <source>Kata sandi basis data</source>
        <translation>Password of the database</translation>
    </message>
    <message>
        <source>Sambungkan</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>Baca daftar kecamatan</source>
        <translation>Read the list of kecamatan</translation>
    </message>
    <message>
        <source>Pemilihan mana yang direkap? Lalu pilih tabel kabupaten yang sudah diisi.</source>
        <translation>Which elections are recapitulated? Then choose the filled table of the kabupaten.</translation>
    </message>
    <message>
        <source>Tabel (*.xlsx)</source>
        <translation>Table (*.xlsx)</translation>
    </message>
    <message>
        <source>Tabel itu punya {n} baris yang perlu diperbaiki; tidak ada yang dicatat.</source>
        <translation>That table has {n} lines to put right; nothing was recorded.</translation>
    </message>
    <message>
        <source>{k} kecamatan dengan {tps} TPS ditunggu.</source>
        <translation>{k} kecamatan with {tps} TPS are expected.</translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>Perancang formulir</source>
        <translation>Form designer</translation>
    </message>
    <message>
        <source>Buat definisi formulir dari blanko resminya: program mengusulkan kotak, Anda menamainya. Hasilnya satu berkas yang dapat dibuka di ruang kerja mana pun.</source>
        <translation>Make the definition of a form from its official blank: the program proposes boxes, you name them. The result is one file that any workspace can import.</translation>
    </message>
    <message>
        <source>Pemilihan</source>
        <translation>Election</translation>
    </message>
    <message>
        <source>Menentukan daftar isian dan hitungan.</source>
        <translation>Decides on field list and sums.</translation>
    </message>
    <message>
        <source>Buka blanko</source>
        <translation>Open the blank</translation>
    </message>
    <message>
        <source>Satu PDF, atau satu gambar per halaman menurut urutannya.</source>
        <translation>One PDF, or one picture per page in their order.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>belum</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>terbaca</source>
        <translation>read</translation>
    </message>
    <message>
        <source>diperiksa</source>
        <translation>checked</translation>
    </message>
    <message>
        <source>disahkan</source>
        <translation>approved</translation>
    </message>
    <message>
        <source>terkunci</source>
        <translation>locked</translation>
    </message>
</context>
<context>
    <name>StoreCard</name>
    <message>
        <source>Basis data</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Beri tanda terima (perlu PIN)</source>
        <translation>Give receipts (needs the PIN)</translation>
    </message>
    <message>
        <source>Kunci kabupaten tidak ada di komputer ini: diterima tanpa tanda terima.</source>
        <translation>The kabupaten&apos;s key is not on this computer: receiving without receipts.</translation>
    </message>
    <message>
        <source>Baca daftar kecamatan</source>
        <translation>Read the list of kecamatan</translation>
    </message>
    <message>
        <source>Tabel kabupaten yang dipakai untuk berkas aktivasi</source>
        <translation>The kabupaten&apos;s table that the activation files were made from</translation>
    </message>
    <message>
        <source>Ganti basis data</source>
        <translation>Use another database</translation>
    </message>
</context>
<context>
    <name>TableCard</name>
    <message>
        <source>2 Berkas aktivasi</source>
        <translation>2 Activation files</translation>
    </message>
    <message>
        <source>Untuk latihan: bertanda SIMULASI</source>
        <translation>For practice: marked SIMULASI</translation>
    </message>
    <message>
        <source>Tulis templat</source>
        <translation>Write the template</translation>
    </message>
    <message>
        <source>Formulir sendiri</source>
        <translation>Forms of our own</translation>
    </message>
    <message>
        <source>Baca tabel</source>
        <translation>Read table</translation>
    </message>
    <message>
        <source>Isi templat untuk semua kecamatan: kecamatan, PPK, TPS dengan DPT, dapil, peserta. Lalu baca tabelnya.</source>
        <translation>Fill in the template for all kecamatan: kecamatan, PPK, TPS with DPT, dapil, contestants. Then read the table.</translation>
    </message>
    <message>
        <source>Pemilihan yang direkap</source>
        <translation>Elections to recapitulate</translation>
    </message>
    <message>
        <source>Formulir sendiri: {names}</source>
        <translation>Forms of our own: {names}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>rekonstruksi</source>
        <translation>reconstructed</translation>
    </message>
    <message>
        <source>SIMULASI</source>
        <translation>SIMULASI</translation>
    </message>
    <message>
        <source>luring</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>Program ini bekerja tanpa jaringan; tidak ada data yang dikirim keluar.</source>
        <translation>This program works without a network; no data leave it.</translation>
    </message>
    <message>
        <source>belum ada yang masuk</source>
        <translation>nobody signed in</translation>
    </message>
    <message>
        <source>Data hanya dapat dibaca. Ctrl Shift O: masuk dengan nama dan PIN.</source>
        <translation>Data can only be read. Ctrl Shift O: sign in with name and PIN.</translation>
    </message>
    <message>
        <source>Pemilihan</source>
        <translation>Election</translation>
    </message>
    <message>
        <source>Pemilihan yang dikerjakan. Ctrl Tab: pemilihan berikut.</source>
        <translation>The election being worked on. Ctrl Tab: next election.</translation>
    </message>
    <message>
        <source>TERKUNCI</source>
        <translation>LOCKED</translation>
    </message>
    <message>
        <source>DRAF</source>
        <translation>DRAF</translation>
    </message>
    <message>
        <source>Operator: {name}</source>
        <translation>Operator: {name}</translation>
    </message>
    <message>
        <source>Ctrl Shift O: ganti orang</source>
        <translation>Ctrl Shift O: change person</translation>
    </message>
</context>
<context>
    <name>TpsList</name>
    <message>
        <source>TPS menurut urutan rapat</source>
        <translation>TPS in the order of the meeting</translation>
    </message>
</context>
<context>
    <name>TpsPicker</name>
    <message>
        <source>TPS: huruf desa dan nomor</source>
        <translation>TPS: letters of the desa and number</translation>
    </message>
    <message>
        <source>huruf desa dan nomor, misalnya: sam 3</source>
        <translation>letters of the desa and number, for example: sam 3</translation>
    </message>
    <message>
        <source>TPS yang cocok</source>
        <translation>Matching TPS</translation>
    </message>
    <message>
        <source>TPS foto sebelumnya</source>
        <translation>TPS of the photo before</translation>
    </message>
    <message>
        <source>TPS sesudahnya</source>
        <translation>The TPS after it</translation>
    </message>
    <message>
        <source>Usulan ini belum cukup pasti. Bandingkan dengan kepala formulir, lalu pilih dengan ↓.</source>
        <translation>These proposals are not sure enough. Compare with the form&apos;s header, then choose with ↓.</translation>
    </message>
    <message>
        <source>Ketik huruf desa dan nomor TPS seperti pada kepala formulir.</source>
        <translation>Type letters of the desa and the TPS number as they stand in the form&apos;s header.</translation>
    </message>
    <message>
        <source>{n} TPS cocok. Ketik lebih lengkap, atau pilih dengan ↓.</source>
        <translation>{n} TPS match. Type more, or choose with ↓.</translation>
    </message>
    <message>
        <source>Tidak ada TPS yang cocok di kecamatan ini.</source>
        <translation>No TPS of this kecamatan matches.</translation>
    </message>
    <message>
        <source>Enter menerima usulan; ketik bila kepala formulir berkata lain.</source>
        <translation>Enter accepts the proposal; type if the form&apos;s header says otherwise.</translation>
    </message>
    <message>
        <source>↓ memilih usulan, Enter menerimanya; atau ketik menurut kepala formulir.</source>
        <translation>↓ chooses a proposal, Enter takes it; or type what the form&apos;s header says.</translation>
    </message>
    <message>
        <source>Nomor saja berarti desa {desa}.</source>
        <translation>A number alone means desa {desa}.</translation>
    </message>
    <message>
        <source>Cukup awal nama desa dan nomor TPS, lalu Enter.</source>
        <translation>The beginning of the desa&apos;s name and the TPS number are enough, then Enter.</translation>
    </message>
</context>
<context>
    <name>VerdictStrip</name>
    <message>
        <source>Periksa jejak audit</source>
        <translation>Verify the audit trail</translation>
    </message>
    <message>
        <source>Simpan PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Simpan CSV</source>
        <translation>Save CSV</translation>
    </message>
    <message>
        <source>Seluruh jejak dengan sidiknya, juga yang tidak tersaring</source>
        <translation>The whole trail with its hashes, also what the filter leaves out</translation>
    </message>
    <message>
        <source>Kepala rantai tercetak</source>
        <translation>Printed chain head</translation>
    </message>
    <message>
        <source>Nomor:hash yang tercetak saat dikunci, boleh kosong</source>
        <translation>Number:hash printed at the lock; may be empty</translation>
    </message>
    <message>
        <source>Temuan pemeriksaan</source>
        <translation>Findings of the verification</translation>
    </message>
    <message>
        <source>belum diperiksa</source>
        <translation>not yet verified</translation>
    </message>
    <message>
        <source>Pemeriksaan mencocokkan setiap catatan, angka dan foto dengan sidiknya.</source>
        <translation>Verification compares every record, figure and photo with its hash.</translation>
    </message>
    <message>
        <source>sedang diperiksa</source>
        <translation>being verified</translation>
    </message>
    <message>
        <source>Jejak audit, foto dan basis data sedang diperiksa.</source>
        <translation>Audit trail, photos and database are being verified.</translation>
    </message>
    <message>
        <source>{rows} catatan dan {images} foto diperiksa pukul {time}.</source>
        <translation>{rows} records and {images} photos verified at {time}.</translation>
    </message>
    <message>
        <source>semua cocok</source>
        <translation>all matches</translation>
    </message>
    <message>
        <source>{n} temuan</source>
        <translation>{n} findings</translation>
    </message>
    <message>
        <source>Kepala rantai yang tercetak ada dalam jejak ini: baris nomor {n}.</source>
        <translation>The printed head is in this chain: row number {n}.</translation>
    </message>
    <message>
        <source>… dan {n} temuan lagi.</source>
        <translation>… and {n} more findings.</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versi foto</source>
        <translation>Photo versions</translation>
    </message>
    <message>
        <source>Versi foto {place}</source>
        <translation>Versions of the photo of {place}</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Foto versi {n}</source>
        <translation>Photo version {n}</translation>
    </message>
    <message>
        <source>Versi {n}</source>
        <translation>Version {n}</translation>
    </message>
    <message>
        <source>dipakai sekarang</source>
        <translation>in use now</translation>
    </message>
    <message>
        <source>disimpan, tidak dipakai</source>
        <translation>kept, not used</translation>
    </message>
    <message>
        <source>Diimpor {when} oleh {who}</source>
        <translation>Imported {when} by {who}</translation>
    </message>
</context>
<context>
    <name>WallSide</name>
    <message>
        <source>{0} · TPS {1}</source>
        <translation>{0} · TPS {1}</translation>
    </message>
    <message>
        <source>Kotak-kotak angka ini</source>
        <translation>The boxes of this number</translation>
    </message>
    <message>
        <source>Buka di Periksa</source>
        <translation>Open in Check</translation>
    </message>
    <message>
        <source>Dinding sebelum</source>
        <translation>Previous wall</translation>
    </message>
    <message>
        <source>Dinding berikut</source>
        <translation>Next wall</translation>
    </message>
    <message>
        <source>Cari kotak yang tampak lain daripada yang di sekitarnya. Yang ditandai ragu diketik ulang di Periksa, tanpa melihat bacaan mesin.</source>
        <translation>Look for a box that differs from those around it. What is marked as doubtful is typed again in Check, without seeing the machine&apos;s reading.</translation>
    </message>
    <message>
        <source>ragu, diketik ulang</source>
        <translation>doubtful, to be retyped</translation>
    </message>
    <message>
        <source>Tarik tanda ragu</source>
        <translation>Take the mark back</translation>
    </message>
    <message>
        <source>Tandai ragu</source>
        <translation>Mark as doubtful</translation>
    </message>
    <message>
        <source>Terbukti {0}, belum dicatat</source>
        <translation>Proven {0}, not yet recorded</translation>
    </message>
    <message>
        <source>Dicatat {0} oleh {1}</source>
        <translation>Recorded {0} by {1}</translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>Dinding angka</source>
        <translation>Wall of digits</translation>
    </message>
</context>
<context>
    <name>WatchLine</name>
    <message>
        <source>Pantau folder pemindai…</source>
        <translation>Watch the scanner folder…</translation>
    </message>
    <message>
        <source>Berhenti memantau</source>
        <translation>Stop watching</translation>
    </message>
    <message>
        <source>Ubah…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>dipantau</source>
        <translation>watched</translation>
    </message>
    <message>
        <source>Pemindai yang menyimpan ke folder dapat dipantau: hasilnya langsung diimpor.</source>
        <translation>A scanner that scans to a folder can be watched: its results are imported at once.</translation>
    </message>
    <message>
        <source>terputus</source>
        <translation>disconnected</translation>
    </message>
    <message>
        <source>{folder} · {n} berkas masih ditulis, ditunggu sampai selesai</source>
        <translation>{folder} · {n} files are still being written; waiting until they are finished</translation>
    </message>
    <message>
        <source>menunggu</source>
        <translation>waiting</translation>
    </message>
</context>
<context>
    <name>Wilayah</name>
    <message>
        <source>Baris</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Kolom</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>Yang perlu diperbaiki</source>
        <translation>What needs to be mended</translation>
    </message>
</context>
<context>
    <name>WilayahCard</name>
    <message>
        <source>Wilayah, TPS, DPT, dapil dan peserta</source>
        <translation>Areas, TPS, DPT, dapil and contestants</translation>
    </message>
    <message>
        <source>Isi templat dengan daftar desa, TPS dan DPT (L, P), dapil, serta peserta tiap pemilihan, lalu impor. Berkas dengan satu baris salah pun tidak mengubah apa-apa.</source>
        <translation>Fill the template with the list of desa, TPS and DPT (L, P), dapil, and the contestants of each election, then import it. A file with even one wrong row changes nothing.</translation>
    </message>
    <message>
        <source>Tulis templat</source>
        <translation>Write the template</translation>
    </message>
    <message>
        <source>Impor tabel</source>
        <translation>Import a table</translation>
    </message>
    <message>
        <source>Baris yang perlu diperbaiki</source>
        <translation>Lines to mend</translation>
    </message>
    <message>
        <source>Belum ada TPS di ruang kerja ini.</source>
        <translation>There is no TPS in this workspace yet.</translation>
    </message>
    <message>
        <source>{desa} desa, {tps} TPS, {peserta} peserta pemilihan.</source>
        <translation>{desa} desa, {tps} TPS, {peserta} contestants.</translation>
    </message>
    <message>
        <source>{desa} desa, {tps} TPS, {peserta} peserta pemilihan, {calon} calon partai.</source>
        <translation>{desa} desa, {tps} TPS, {peserta} contestants, {calon} party candidates.</translation>
    </message>
    <message>
        <source>{desa} desa, {tps} TPS, {dapil} dapil, {peserta} peserta dan {calon} calon partai masuk dari {file}.</source>
        <translation>{desa} desa, {tps} TPS, {dapil} dapil, {peserta} contestants and {calon} party candidates came in from {file}.</translation>
    </message>
    <message>
        <source>Buku kerja Excel (*.xlsx);;Teks CSV (*.csv)</source>
        <translation>Excel workbook (*.xlsx);;CSV text (*.csv)</translation>
    </message>
    <message>
        <source>Tabel (*.xlsx *.csv)</source>
        <translation>Table (*.xlsx *.csv)</translation>
    </message>
    <message>
        <source>Tidak ada yang diubah: {n} baris perlu diperbaiki dahulu.</source>
        <translation>Nothing was changed: {n} lines must be mended first.</translation>
    </message>
</context>
<context>
    <name>WorkArea</name>
    <message>
        <source>Blanko dengan kotak yang diusulkan</source>
        <translation>Blank with the proposed boxes</translation>
    </message>
    <message>
        <source>Halaman</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Gambar kotak</source>
        <translation>Draw boxes</translation>
    </message>
    <message>
        <source>Gambar kepala</source>
        <translation>Draw the header</translation>
    </message>
    <message>
        <source>Nomor partai</source>
        <translation>Party number</translation>
    </message>
    <message>
        <source>Bagian yang memuat nama desa dan nomor TPS</source>
        <translation>The part with the name of the desa and the number of the TPS</translation>
    </message>
    <message>
        <source>Letak nomor partai yang tercetak di halamannya</source>
        <translation>Where the page prints the number of its party</translation>
    </message>
    <message>
        <source>Jumlah kotak yang digambar</source>
        <translation>How many boxes are drawn</translation>
    </message>
    <message>
        <source>Perkecil</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Perbesar</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Pas lebar</source>
        <translation>Fit the width</translation>
    </message>
    <message>
        <source>Isian</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Hitungan</source>
        <translation>Sums</translation>
    </message>
    <message>
        <source>Coba foto</source>
        <translation>Try a photo</translation>
    </message>
    <message>
        <source>Namai kotak berikutnya menurut urutan</source>
        <translation>Name the next boxes in order</translation>
    </message>
    <message>
        <source>Urungkan</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Simpan formulir</source>
        <translation>Save the form</translation>
    </message>
    <message>
        <source>Peserta atau calon pada kertas ini</source>
        <translation>Contestants or calon on this paper</translation>
    </message>
    <message>
        <source>Judul</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Kode</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Peserta</source>
        <translation>Contestants</translation>
    </message>
    <message>
        <source>Semua isian sudah bernama kotak.</source>
        <translation>Every field has its boxes.</translation>
    </message>
    <message>
        <source>Enter: kotak {group} menjadi {number} ({words})</source>
        <translation>Enter: boxes {group} become {number} ({words})</translation>
    </message>
</context>
</TS>
