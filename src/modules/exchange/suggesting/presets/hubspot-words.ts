import type { Words } from "./preset.ts";

/** What HubSpot's own properties are called where the portal speaks Spanish. */
const everywhere: Words = {
  "Record ID": ["ID de registro", "ID del registro"],
  "Phone Number": "Número de teléfono",
  "Create Date": "Fecha de creación",
  "Street Address": ["Dirección", "Dirección postal"],
  "Street Address 2": ["Dirección 2", "Dirección postal 2"],
  City: "Ciudad",
  "State/Region": ["Estado/región", "Estado o región", "Provincia"],
  "Postal Code": "Código postal",
  "Country/Region": ["País/región", "País o región", "País"],
  "Website URL": ["URL del sitio web", "URL de sitio web"],
  "Lifecycle Stage": ["Etapa del ciclo de vida", "Etapa de ciclo de vida"],
  "Original Source": ["Fuente original", "Fuente original del tráfico"],
  "Primary Associated Company ID": [
    "ID de la empresa asociada principal",
    "ID de empresa asociada principal",
  ],
  "Associated Company IDs": [
    "ID de empresas asociadas",
    "ID de empresa asociada",
    "IDs de empresas asociadas",
  ],
  "Associated Company": ["Empresa asociada", "Empresas asociadas"],
  "Associated Contact IDs": [
    "ID de contactos asociados",
    "ID de contacto asociado",
    "IDs de contactos asociados",
  ],
  "Associated Contact": ["Contacto asociado", "Contactos asociados"],
  "Associated Deal IDs": ["ID de negocios asociados", "ID de negocio asociado", "IDs de negocios asociados"],
  "Associated Ticket IDs": ["ID de tickets asociados", "ID de ticket asociado", "IDs de tickets asociados"],
};

export const contactsInSpanish: Words = {
  ...everywhere,
  "First Name": "Nombre",
  "Last Name": ["Apellidos", "Apellido"],
  Email: ["Correo", "Correo electrónico"],
  "Work email": ["Correo de trabajo", "Correo electrónico de trabajo", "Correo electrónico profesional"],
  "Additional email addresses": [
    "Direcciones de correo adicionales",
    "Direcciones de correo electrónico adicionales",
  ],
  "Mobile Phone Number": ["Número de teléfono móvil", "Número de móvil"],
  "WhatsApp Phone Number": ["Número de teléfono de WhatsApp", "Número de WhatsApp"],
  "Contact owner": "Propietario del contacto",
  "Company Name": "Nombre de la empresa",
  "Job Title": ["Cargo", "Puesto", "Título del puesto"],
  "Date of birth": "Fecha de nacimiento",
  Gender: ["Género", "Sexo"],
  "Preferred language": ["Idioma preferido", "Idioma de preferencia"],
  "Time Zone": ["Zona horaria", "Huso horario"],
};

export const companiesInSpanish: Words = {
  ...everywhere,
  "Company name": ["Nombre de la empresa", "Nombre"],
  "Company Domain Name": ["Nombre de dominio de la empresa", "Dominio de la empresa"],
  "Company owner": "Propietario de la empresa",
  Industry: ["Sector", "Industria"],
  "Number of Employees": ["Número de empleados", "Cantidad de empleados"],
  "Annual Revenue": "Ingresos anuales",
  "Year Founded": "Año de fundación",
  Description: "Descripción",
  "Parent Company": ["Empresa matriz", "Empresa principal"],
  "Parent Company IDs": ["ID de la empresa matriz", "ID de empresa matriz", "ID de empresa principal"],
};

export const dealsInSpanish: Words = {
  ...everywhere,
  "Deal Name": "Nombre del negocio",
  Pipeline: "Pipeline",
  "Deal Stage": "Etapa del negocio",
  Amount: ["Valor", "Importe", "Cantidad", "Monto"],
  Currency: ["Moneda", "Divisa"],
  "Close Date": "Fecha de cierre",
  "Deal owner": "Propietario del negocio",
  "Next step": ["Próximo paso", "Siguiente paso"],
  "Deal Description": "Descripción del negocio",
  "Deal probability": "Probabilidad del negocio",
  "Closed Lost Reason": ["Motivo de cierre perdido", "Motivo de negocio perdido"],
};
