"""Draw official documents after GB/T 9704-2012: for Word, and for printing."""

from supervision.documents.drawing.faces import NoChineseFont
from supervision.documents.drawing.paper import Paper
from supervision.documents.drawing.pdf import pdf_of, pdf_refusal, png_of
from supervision.documents.drawing.word import docx_of

__all__ = ["NoChineseFont", "Paper", "docx_of", "pdf_of", "pdf_refusal", "png_of"]
