"""The commands of ``sarhad``, one small file each; `geo.cli` puts them together."""
